namespace Temporalio.Client.Schedules;

/// <summary>Times by the calendar: those that match every field. Default: midnight of each day.</summary>
public record ScheduleCalendarSpec
{
    /// <summary>Only zero.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> Beginning = [ScheduleRange.Zero];

    /// <summary>All days of a month.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> AllMonthDays = [new(1, 31)];

    /// <summary>All months.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> AllMonths = [new(1, 12)];

    /// <summary>All days of a week.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> AllWeekDays = [new(0, 6)];

    /// <summary>Gets the seconds, 0 to 59. Default: 0.</summary>
    public IReadOnlyCollection<ScheduleRange> Second { get; init; } = Beginning;

    /// <summary>Gets the minutes, 0 to 59. Default: 0.</summary>
    public IReadOnlyCollection<ScheduleRange> Minute { get; init; } = Beginning;

    /// <summary>Gets the hours, 0 to 23. Default: 0.</summary>
    public IReadOnlyCollection<ScheduleRange> Hour { get; init; } = Beginning;

    /// <summary>Gets the days of the month, 1 to 31. Default: all.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfMonth { get; init; } = AllMonthDays;

    /// <summary>Gets the months, 1 to 12. Default: all.</summary>
    public IReadOnlyCollection<ScheduleRange> Month { get; init; } = AllMonths;

    /// <summary>Gets the years. Default, and when empty: all.</summary>
    public IReadOnlyCollection<ScheduleRange> Year { get; init; } = [];

    /// <summary>Gets the days of the week, 0 (Sunday) to 6. Default: all.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfWeek { get; init; } = AllWeekDays;

    /// <summary>Gets a comment.</summary>
    public string? Comment { get; init; }
}
