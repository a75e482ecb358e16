using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Schedules.Zones;

namespace Temporalio.DevServer.Schedules;

/// <summary>Finds the times a calendar names, in seconds that exist in its time zone.</summary>
internal sealed class CompiledCalendar(StructuredCalendarSpec calendar, IZoneOffsets zone)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly bool[] seconds = CalendarField.Second.Compile(calendar.Second)!;
    private readonly bool[] minutes = CalendarField.Minute.Compile(calendar.Minute)!;
    private readonly bool[] hours = CalendarField.Hour.Compile(calendar.Hour)!;
    private readonly bool[] days = CalendarField.DayOfMonth.Compile(calendar.DayOfMonth)!;
    private readonly bool[] months = CalendarField.Month.Compile(calendar.Month)!;
    private readonly bool[]? years = CalendarField.Year.Compile(calendar.Year);
    private readonly bool[] weekdays = CalendarField.DayOfWeek.Compile(calendar.DayOfWeek)!;

    private bool NeverMatches => new[] { seconds, minutes, hours, days, months, weekdays }.Any(allowed => !Array.Exists(allowed, b => b));

    /// <summary>Does the calendar name this second?</summary>
    public bool Matches(DateTime utc)
    {
        var t = utc + zone.At(utc);
        return YearMatches(t.Year) && months[t.Month] && DayMatches(t) && hours[t.Hour] && minutes[t.Minute] && seconds[t.Second];
    }

    /// <summary>
    /// The first second after an instant that the calendar names; null if there is none. While the clocks of the zone keep their
    /// distance to UTC this is a search in local time; where they change, the search starts again, so that an hour they
    /// leave out is left out, and one they repeat counts twice.
    /// </summary>
    public DateTime? After(DateTime utc)
    {
        if (NeverMatches) return null;
        var from = new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc) + Second;
        while (true)
        {
            var offset = zone.At(from);
            if (LocalFrom(DateTime.SpecifyKind(from + offset, DateTimeKind.Unspecified)) is not { } local) return null;
            var candidate = DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
            var horizon = candidate - from > Day ? from + Day : candidate;
            if (FirstChange(from, horizon, offset) is { } change)
            {
                from = change;
                continue;
            }

            if (horizon == candidate) return candidate;
            // Nothing matches before the candidate's local time, whatever the clocks do on the way: go on close to it.
            from = candidate - Day > horizon ? candidate - Day : horizon;
        }
    }

    /// <summary>The first second within a day whose distance to UTC is another than at its beginning.</summary>
    private DateTime? FirstChange(DateTime from, DateTime to, TimeSpan offset)
    {
        if (zone.At(to) == offset) return null;
        var same = 0L;
        var changed = (long)(to - from).TotalSeconds;
        while (changed - same > 1)
        {
            var middle = (same + changed) / 2;
            if (zone.At(from.AddSeconds(middle)) == offset) same = middle;
            else changed = middle;
        }

        return from.AddSeconds(changed);
    }

    private DateTime? LocalFrom(DateTime t)
    {
        while (t.Year <= CalendarField.Year.Max)
        {
            if (!YearMatches(t.Year)) t = new DateTime(t.Year + 1, 1, 1);
            else if (!months[t.Month]) t = new DateTime(t.Year, t.Month, 1).AddMonths(1);
            else if (!DayMatches(t)) t = t.Date.AddDays(1);
            else if (!hours[t.Hour]) t = t.Date.AddHours(t.Hour + 1);
            else if (!minutes[t.Minute]) t = t.AddSeconds(60 - t.Second);
            else if (!seconds[t.Second]) t = t.AddSeconds(1);
            else return t;
        }

        return null;
    }

    private bool YearMatches(int year) => years is null || (year < years.Length && years[year]);

    private bool DayMatches(DateTime day) => days[day.Day] && weekdays[(int)day.DayOfWeek];
}
