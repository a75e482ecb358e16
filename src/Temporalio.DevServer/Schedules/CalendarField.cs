using System.Globalization;
using Google.Protobuf.Collections;
using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Schedules;

/// <summary>One field of a calendar: its bounds, its names and how it is written.</summary>
internal sealed class CalendarField
{
    private const int Sunday = 7;
    private static readonly string[] MonthNames = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] DayNames = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    public static readonly CalendarField Second = new("Second", 0, 59, "0");
    public static readonly CalendarField Minute = new("Minute", 0, 59, "0");
    public static readonly CalendarField Hour = new("Hour", 0, 23, "0");
    public static readonly CalendarField DayOfMonth = new("DayOfMonth", 1, 31, "*");
    public static readonly CalendarField Month = new("Month", 1, 12, "*") { names = MonthNames, shortestName = 3, firstName = 1 };
    public static readonly CalendarField Year = new("Year", 2000, 2100, "*");
    public static readonly CalendarField DayOfWeek = new("DayOfWeek", 0, 6, "*") { names = DayNames, shortestName = 2 };

    private readonly string name;
    private readonly string absent;
    private string[] names = [];
    private int shortestName;
    private int firstName;

    private CalendarField(string name, int min, int max, string absent)
    {
        this.name = name;
        this.absent = absent;
        Min = min;
        Max = max;
    }

    public int Min { get; }

    public int Max { get; }

    /// <summary>Days of the week have two names for Sunday: 0 and 7.</summary>
    private int LargestNumber => this == DayOfWeek ? Sunday : Max;

    /// <summary>Reads <c>*</c>, <c>a</c>, <c>a-b</c>, <c>a-b/s</c>, <c>a/s</c> and lists of them. Any year is no range at all.</summary>
    /// <exception cref="ServiceError">The text says something else.</exception>
    public IEnumerable<Api.Schedule.V1.Range> Read(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0) trimmed = absent;
        return trimmed == "*" && this == Year ? [] : trimmed.Split(',').SelectMany(part => ReadPart(part.Trim()));
    }

    /// <summary>Checks ranges and completes them: a missing end is the start, a missing step is 1.</summary>
    public IEnumerable<Api.Schedule.V1.Range> Normalise(IEnumerable<Api.Schedule.V1.Range> ranges)
    {
        foreach (var range in ranges)
        {
            var end = range.End < range.Start ? range.Start : range.End;
            if (range.Start < Min || range.Start > LargestNumber) throw OutOfRange();
            if (end > LargestNumber) throw EndOutOfRange();
            if (range.Step < 0) throw Invalid($"{name} has invalid Step");
            foreach (var written in Split(range.Start, end, range.Step == 0 ? 1 : range.Step)) yield return written;
        }
    }

    /// <summary>The numbers that ranges contain; null if any will do.</summary>
    public bool[]? Compile(RepeatedField<Api.Schedule.V1.Range> ranges)
    {
        if (ranges.Count == 0 && this == Year) return null;
        var matching = new bool[Max + 1];
        foreach (var range in ranges)
        {
            for (var i = range.Start; i <= range.End; i += range.Step) matching[i] = true;
        }

        return matching;
    }

    public static ServiceError Invalid(string problem) => ServiceError.InvalidArgument($"Invalid schedule spec: {problem}");

    private IEnumerable<Api.Schedule.V1.Range> ReadPart(string part)
    {
        var (range, step) = part.Split('/') switch
        {
            [var only] => (only, 0),
            [var of, var by] when int.TryParse(by, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => (of, number),
            _ => throw Invalid($"{name} has invalid Step"),
        };
        var (start, end) = range.Split('-') switch
        {
            ["*"] => (Min, Max),
            [var only] => (Number(only), step > 0 ? Max : Number(only)),
            [var from, var to] => (Number(from), EndNumber(to)),
            _ => throw OutOfRange(),
        };
        if (end < start && start <= Max) throw EndOutOfRange();
        return Split(start, Math.Max(start, end), Math.Max(1, step));
    }

    /// <summary>Turns the Sunday that ends a week into the one that begins it.</summary>
    private IEnumerable<Api.Schedule.V1.Range> Split(int start, int end, int step)
    {
        if (this != DayOfWeek || end < Sunday) return [new() { Start = start, End = end, Step = step }];
        var first = new Api.Schedule.V1.Range { Start = 0, End = 0, Step = 1 };
        if (start == Sunday) return [first];
        var rest = new Api.Schedule.V1.Range { Start = start, End = Sunday - 1, Step = step };
        return start > 0 && (Sunday - start) % step == 0 ? [first, rest] : [rest];
    }

    private int Number(string text) => TryNumber(text) ?? throw OutOfRange();

    private int EndNumber(string text) => TryNumber(text) ?? throw EndOutOfRange();

    private int? TryNumber(string text)
    {
        if (text.Length >= shortestName && shortestName > 0)
        {
            var named = Array.FindIndex(names, n => n.StartsWith(text, StringComparison.OrdinalIgnoreCase));
            if (named >= 0) return named + firstName;
        }

        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && number >= Min && number <= LargestNumber ? number : null;
    }

    private ServiceError OutOfRange() => Invalid($"{name} is not in range [{Min}-{Max}]");

    private ServiceError EndOutOfRange() => Invalid($"{name} End is before Start or not in range [{Min}-{Max}]");
}
