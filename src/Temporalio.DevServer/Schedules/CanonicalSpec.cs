using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Schedules.Zones;

namespace Temporalio.DevServer.Schedules;

/// <summary>Brings what a caller wrote about times into the one form that is stored and shown.</summary>
internal static class CanonicalSpec
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <exception cref="Grpc.ServiceError">The specification makes no sense; the text says why.</exception>
    public static ScheduleSpec From(ScheduleSpec written)
    {
        var spec = written.Clone();
        spec.Calendar.Clear();
        spec.CronString.Clear();
        spec.ExcludeCalendar.Clear();
        spec.StructuredCalendar.Clear();
        spec.ExcludeStructuredCalendar.Clear();
        spec.StructuredCalendar.Add(written.StructuredCalendar.Select(StructuredCalendars.Normalised));
        spec.StructuredCalendar.Add(written.Calendar.Select(StructuredCalendars.From));
        foreach (var text in written.CronString) Add(spec, CronText.Read(text));
        spec.ExcludeStructuredCalendar.Add(written.ExcludeStructuredCalendar.Select(StructuredCalendars.Normalised));
        spec.ExcludeStructuredCalendar.Add(written.ExcludeCalendar.Select(StructuredCalendars.From));
        foreach (var interval in spec.Interval) Check(interval);
        if (spec.Jitter.OrZero() < TimeSpan.Zero) throw CalendarField.Invalid("jitter is negative");
        CheckZone(spec);
        return spec;
    }

    private static void Add(ScheduleSpec spec, CronText cron)
    {
        if (cron.Interval is { } interval) spec.Interval.Add(interval);
        if (cron.Calendar is { } calendar) spec.StructuredCalendar.Add(calendar);
        if (cron.Zone.Length == 0) return;
        if (spec.TimezoneName.Length > 0 && spec.TimezoneName != cron.Zone) throw CalendarField.Invalid("conflicting timezone names");
        spec.TimezoneName = cron.Zone;
    }

    private static void Check(IntervalSpec interval)
    {
        if (interval.Interval.OrZero() < ShortestInterval) throw CalendarField.Invalid("interval is too small");
        if (interval.Phase.OrZero() < TimeSpan.Zero) throw CalendarField.Invalid("phase is negative");
        if (interval.Phase.OrZero() >= interval.Interval.OrZero()) throw CalendarField.Invalid("phase cannot be greater than Interval");
    }

    private static void CheckZone(ScheduleSpec spec)
    {
        if (!spec.TimezoneData.IsEmpty)
        {
            if (ZoneFile.Read(spec.TimezoneData.Span) is null) throw CalendarField.Invalid("malformed time zone information");
            return;
        }

        var name = spec.TimezoneName;
        if (name.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)) throw CalendarField.Invalid($"unknown time zone {name}");
    }
}
