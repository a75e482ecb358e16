namespace Temporalio.Client.Schedules;

/// <summary>When a schedule acts: at all times of calendars, intervals and cron expressions together, but the skipped ones.</summary>
public record ScheduleSpec
{
    /// <summary>Gets times by the calendar.</summary>
    public IReadOnlyCollection<ScheduleCalendarSpec> Calendars { get; init; } = [];

    /// <summary>Gets times at equal distances.</summary>
    public IReadOnlyCollection<ScheduleIntervalSpec> Intervals { get; init; } = [];

    /// <summary>Gets times by cron expression.</summary>
    public IReadOnlyCollection<string> CronExpressions { get; init; } = [];

    /// <summary>Gets times to skip.</summary>
    public IReadOnlyCollection<ScheduleCalendarSpec> Skip { get; init; } = [];

    /// <summary>Gets the time before which nothing happens.</summary>
    public DateTime? StartAt { get; init; }

    /// <summary>Gets the time after which nothing happens.</summary>
    public DateTime? EndAt { get; init; }

    /// <summary>Gets by how much, at most, each action is delayed at random.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>Gets the time zone of the calendar, an IANA name. Default: UTC.</summary>
    public string? TimeZoneName { get; init; }
}
