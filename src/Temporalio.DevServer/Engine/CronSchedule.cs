using System.Globalization;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// A cron expression of five fields (minute, hour, day of month, month, day of week), one of the usual short names, or
/// <c>@every</c> with a duration; with <c>TZ=</c> or <c>CRON_TZ=</c> in front the fields are local times of that zone.
/// </summary>
internal sealed class CronSchedule
{
    private static readonly string[] MonthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly TimeZoneInfo zone;
    private readonly TimeSpan? every;
    private readonly bool[] minutes = new bool[60];
    private readonly bool[] hours = new bool[24];
    private readonly bool[] days = new bool[32];
    private readonly bool[] months = new bool[13];
    private readonly bool[] weekdays = new bool[7];
    private readonly bool anyDay;
    private readonly bool anyWeekday;

    private CronSchedule(string expression)
    {
        var (zoneName, text) = CronLine.Read(expression);
        if (zoneName is not null && text.Length == 0) throw new FormatException($"no fields after the time zone in '{expression}'");
        zone = zoneName is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        if (text.StartsWith("@every ", StringComparison.Ordinal))
        {
            every = TimeSpan.FromSeconds(Math.Max(1, Math.Floor(GoDuration.Parse(text[7..].Trim()).TotalSeconds)));
            return;
        }

        if (text.StartsWith('@')) throw new FormatException($"unrecognized descriptor: {text}");
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5) throw new FormatException($"expected exactly 5 fields, found {fields.Length}: {text}");
        Fill(minutes, fields[0], 0, 59, null);
        Fill(hours, fields[1], 0, 23, null);
        Fill(days, fields[2], 1, 31, null);
        Fill(months, fields[3], 1, 12, MonthNames);
        Fill(weekdays, fields[4], 0, 6, DayNames);
        anyDay = fields[2][0] is '*' or '?';
        anyWeekday = fields[4][0] is '*' or '?';
    }

    /// <exception cref="FormatException">The text is no cron expression.</exception>
    public static CronSchedule Parse(string expression)
    {
        try
        {
            return new CronSchedule(expression);
        }
        catch (TimeZoneNotFoundException e)
        {
            throw new FormatException($"unknown time zone in '{expression}'", e);
        }
    }

    public static bool IsValid(string expression)
    {
        try
        {
            Parse(expression);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The wait before the first run of a workflow started now, in whole seconds.</summary>
    public TimeSpan FirstBackoff(DateTime now) => TimeSpan.FromSeconds(Math.Ceiling((Next(now, now) - now).TotalSeconds));

    /// <summary>The next time after now; intervals are counted from the start of the previous run.</summary>
    public DateTime Next(DateTime now, DateTime previousStart)
    {
        if (every is { } interval)
        {
            var passed = now - previousStart;
            var count = Math.Max(1, Math.Floor(passed / interval) + 1);
            return previousStart + (interval * count);
        }

        return NextMatch(now);
    }

    private DateTime NextMatch(DateTime now)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(now, zone);
        local = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, DateTimeKind.Unspecified).AddMinutes(1);
        var end = local.AddYears(5);
        while (local < end)
        {
            if (!months[local.Month]) local = new DateTime(local.Year, local.Month, 1).AddMonths(1);
            else if (!DayMatches(local)) local = local.Date.AddDays(1);
            else if (!hours[local.Hour]) local = local.Date.AddHours(local.Hour + 1);
            else if (!minutes[local.Minute] || zone.IsInvalidTime(local)) local = local.AddMinutes(1);
            else return TimeZoneInfo.ConvertTimeToUtc(local, zone);
        }

        throw new FormatException("the cron expression never matches");
    }

    private bool DayMatches(DateTime day)
    {
        var inMonth = days[day.Day];
        var inWeek = weekdays[(int)day.DayOfWeek];
        return anyDay || anyWeekday ? inMonth && inWeek : inMonth || inWeek;
    }

    private static void Fill(bool[] field, string text, int min, int max, string[]? names)
    {
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var only] => (only, 1),
                [var of, var by] => (of, Number(by, null)),
                _ => throw new FormatException($"too many slashes: {part}"),
            };
            var (first, last) = range.Split('-') switch
            {
                ["*" or "?"] => (min, max),
                [var only] => (Number(only, names), part.Contains('/', StringComparison.Ordinal) ? max : Number(only, names)),
                [var from, var to] => (Number(from, names), Number(to, names)),
                _ => throw new FormatException($"too many hyphens: {part}"),
            };
            if (first < min || last > max || first > last || step < 1) throw new FormatException($"'{part}' is outside {min}-{max}");
            for (var i = first; i <= last; i += step) field[i] = true;
        }
    }

    private static int Number(string text, string[]? names)
    {
        var named = names is null ? -1 : Array.IndexOf(names, text.ToLowerInvariant());
        if (named >= 0) return names!.Length == 12 ? named + 1 : named;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"failed to parse int from {text}");
    }
}
