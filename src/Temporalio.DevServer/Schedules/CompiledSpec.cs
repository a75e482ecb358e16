using System.Globalization;
using System.Text;
using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Schedules.Zones;

namespace Temporalio.DevServer.Schedules;

/// <summary>The times of a schedule: all that calendars and intervals name, less what is excluded, between two bounds.</summary>
internal sealed class CompiledSpec
{
    private readonly ScheduleSpec spec;
    private readonly string seed;
    private readonly CompiledCalendar[] calendars;
    private readonly CompiledCalendar[] excluded;

    /// <param name="spec">In canonical form.</param>
    /// <param name="seed">What makes the jitter of one schedule differ from that of another.</param>
    public CompiledSpec(ScheduleSpec spec, string seed)
    {
        this.spec = spec;
        this.seed = seed;
        var zone = ZoneOf(spec);
        calendars = [.. spec.StructuredCalendar.Select(c => new CompiledCalendar(c, zone))];
        excluded = [.. spec.ExcludeStructuredCalendar.Select(c => new CompiledCalendar(c, zone))];
    }

    // Data says it all; the name beside it is but a label.
    private static IZoneOffsets ZoneOf(ScheduleSpec spec) => spec.TimezoneData.IsEmpty
        ? new NamedZone(spec.TimezoneName.Length == 0 ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(spec.TimezoneName))
        : ZoneFile.Read(spec.TimezoneData.Span)!;

    /// <summary>The longest time between a nominal time and the actual one.</summary>
    public TimeSpan Jitter => spec.Jitter.OrZero();

    /// <summary>The first time whose nominal time is after an instant; null if there is none.</summary>
    public ScheduledTime? After(DateTime instant)
    {
        var after = instant;
        if (spec.StartTime is { } start && start.ToDateTime() - TimeSpan.FromSeconds(1) is var before && before > after) after = before;
        while (NominalAfter(after) is { } nominal)
        {
            if (nominal.Year > CalendarField.Year.Max || (spec.EndTime is { } end && nominal > end.ToDateTime())) return null;
            if (!Array.Exists(excluded, c => c.Matches(nominal))) return new ScheduledTime(nominal, nominal + JitterOf(nominal));
            after = nominal;
        }

        return null;
    }

    private DateTime? NominalAfter(DateTime after)
    {
        DateTime? first = null;
        foreach (var calendar in calendars) first = Earlier(first, calendar.After(after));
        foreach (var interval in spec.Interval) first = Earlier(first, IntervalAfter(interval, after));
        return first;
    }

    private static DateTime? IntervalAfter(IntervalSpec interval, DateTime after)
    {
        var length = (long)interval.Interval.OrZero().TotalSeconds;
        var phase = (long)interval.Phase.OrZero().TotalSeconds;
        var seconds = (after.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        var next = (((seconds - phase) / length) + 1) * length + phase;
        return next > DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond ? null : DateTime.UnixEpoch.AddSeconds(next);
    }

    /// <summary>The same for the same schedule and time, and never as far as the following time.</summary>
    private TimeSpan JitterOf(DateTime nominal)
    {
        if (Jitter <= TimeSpan.Zero) return TimeSpan.Zero;
        var most = NominalAfter(nominal) is { } following ? Times.Min(Jitter, following - nominal) : Jitter;
        var share = (Hash($"{nominal.Ticks.ToString(CultureInfo.InvariantCulture)}-{seed}") * (ulong)most.TotalMilliseconds) >> 32;
        return TimeSpan.FromMilliseconds(share);
    }

    /// <summary>FNV-1a over 64 bits, of which the upper half is the better mixed one.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text)) hash = (hash ^ octet) * 1099511628211UL;
        return hash >> 32;
    }

    private static DateTime? Earlier(DateTime? a, DateTime? b) => a is null || b < a ? b ?? a : a;
}
