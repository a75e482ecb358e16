using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Schedules;

/// <summary>
/// A cron string of a schedule: five fields, six with a year, seven with a second as well; a short name, or an interval. A time
/// zone may stand in front and a comment behind.
/// </summary>
internal sealed class CronText
{
    private CronText(string zone, StructuredCalendarSpec? calendar, IntervalSpec? interval)
    {
        Zone = zone;
        Calendar = calendar;
        Interval = interval;
    }

    /// <summary>Name of the time zone; empty if none is given.</summary>
    public string Zone { get; }

    public StructuredCalendarSpec? Calendar { get; }

    public IntervalSpec? Interval { get; }

    public static CronText Read(string text)
    {
        var (line, comment) = Cut(text, '#');
        var (zone, fields) = CronLine.Read(line);
        if (zone is not null && fields.Length == 0) throw CalendarField.Invalid("CronString has time zone but missing fields");
        if (fields.StartsWith("@every", StringComparison.Ordinal)) return new CronText(zone ?? "", null, ReadInterval(fields["@every".Length..].Trim()));
        var calendar = StructuredCalendars.From(Name(fields.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        calendar.Comment = comment;
        return new CronText(zone ?? "", calendar, null);
    }

    private static CalendarSpec Name(string[] fields) => fields switch
    {
        [var minute, var hour, var day, var month, var weekday] => Calendars("0", minute, hour, day, month, weekday, "*"),
        [var minute, var hour, var day, var month, var weekday, var year] => Calendars("0", minute, hour, day, month, weekday, year),
        [var second, var minute, var hour, var day, var month, var weekday, var year] => Calendars(second, minute, hour, day, month, weekday, year),
        _ => throw CalendarField.Invalid("CronString does not have 5-7 fields"),
    };

    private static CalendarSpec Calendars(string second, string minute, string hour, string day, string month, string weekday, string year) => new()
    {
        Second = second,
        Minute = minute,
        Hour = hour,
        DayOfMonth = day,
        Month = month,
        DayOfWeek = weekday,
        Year = year,
    };

    private static IntervalSpec ReadInterval(string text)
    {
        var (interval, phase) = Cut(text, '/');
        if (!GoDuration.TryParse(interval, out var length)) throw CalendarField.Invalid($"invalid duration \"{interval}\"");
        var offset = TimeSpan.Zero;
        if (phase.Length > 0 && !GoDuration.TryParse(phase, out offset)) throw CalendarField.Invalid($"invalid duration \"{phase}\"");
        return new IntervalSpec { Interval = length.ToDuration(), Phase = offset.ToDuration() };
    }

    private static (string Before, string After) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text.Trim(), "") : (text[..at].Trim(), text[(at + 1)..].Trim());
    }
}
