using System.Globalization;
using System.Text.RegularExpressions;

namespace Temporalio.DevServer.Schedules.Zones;

/// <summary>
/// When a rule changes the clocks each year: <c>Mm.w.d</c> (the w-th weekday d of month m, 5 for the last), <c>Jn</c> (day 1 to 365,
/// 29 February never counted) or <c>n</c> (day 0 to 365), with <c>/time</c>, at 2 o'clock without.
/// </summary>
internal sealed partial class ZoneRuleDay
{
    private readonly Func<int, DateTime> day;
    private readonly TimeSpan time;

    private ZoneRuleDay(Func<int, DateTime> day, TimeSpan time)
    {
        this.day = day;
        this.time = time;
    }

    /// <summary>Reads one; null when it is none.</summary>
    public static ZoneRuleDay? Read(string text)
    {
        if (Form().Match(text) is not { Success: true } match) return null;
        var time = match.Groups["time"] is { Success: true } said ? ZoneRule.Span(said.Value) : TimeSpan.FromHours(2);
        var number = Number("number");
        if (!match.Groups["month"].Success)
            return number > 365 || (match.Groups["julian"].Success && number == 0) ? null : new(match.Groups["julian"].Success ? year => Julian(year, number) : year => JanuaryFirst(year).AddDays(number), time);
        var (month, week, weekday) = (Number("month"), Number("week"), Number("weekday"));
        return month is < 1 or > 12 || week is < 1 or > 5 || weekday > 6 ? null : new(year => Weekday(year, month, week, weekday), time);

        int Number(string group) => match.Groups[group] is { Success: true } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>The local time of the change in a year, by the clocks that run before it.</summary>
    public DateTime In(int year) => day(year) + time;

    private static DateTime JanuaryFirst(int year) => new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static DateTime Julian(int year, int number) => JanuaryFirst(year).AddDays(number - (DateTime.IsLeapYear(year) && number >= 60 ? 0 : 1));

    private static DateTime Weekday(int year, int month, int week, int weekday)
    {
        var first = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc);
        var day = first.AddDays((weekday - (int)first.DayOfWeek + 7) % 7 + (7 * (week - 1)));
        return day.Month == month ? day : day.AddDays(-7);
    }

    [GeneratedRegex(
        @"^(?:M(?<month>\d{1,2})\.(?<week>\d)\.(?<weekday>\d)|(?<julian>J)?(?<number>\d{1,3}))(?:/(?<time>[+-]?\d{1,3}(?::\d{2}){0,2}))?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
