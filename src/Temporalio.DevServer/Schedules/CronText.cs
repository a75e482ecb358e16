using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Schedules;

/// <summary>
/// A cron string of a schedule: five fields, six with a year, seven with a second as well; a short name, or an interval. A time
/// zone may stand in front and a comment behind.
/// </summary>
internal sealed class CronText
{
    private static readonly Dictionary<string, string> ShortNames = new()
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

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
        var (fields, comment) = Cut(text, '#');
        var zone = "";
        if (fields.StartsWith("TZ=", StringComparison.Ordinal) || fields.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            (zone, fields) = Cut(fields, ' ');
            if (fields.Length == 0) throw CalendarField.Invalid("CronString has time zone but missing fields");
            zone = zone[(zone.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        if (fields.StartsWith("@every", StringComparison.Ordinal)) return new CronText(zone, null, ReadInterval(fields["@every".Length..].Trim()));
        if (ShortNames.TryGetValue(fields, out var meaning)) fields = meaning;
        var calendar = StructuredCalendars.From(Name(fields.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        calendar.Comment = comment;
        return new CronText(zone, calendar, null);
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
