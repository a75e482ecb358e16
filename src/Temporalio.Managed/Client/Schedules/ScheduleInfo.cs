namespace Temporalio.Client.Schedules;

/// <summary>What a schedule did and will do.</summary>
/// <param name="NumActions">Actions so far.</param>
/// <param name="NumActionsMissedCatchupWindow">Actions that were too late.</param>
/// <param name="NumActionsSkippedOverlap">Actions skipped because the last one still ran.</param>
/// <param name="RunningActions">Actions that run.</param>
/// <param name="RecentActions">Latest actions.</param>
/// <param name="NextActionTimes">Next times.</param>
/// <param name="CreatedAt">When the schedule was made.</param>
/// <param name="LastUpdatedAt">When it was last changed.</param>
public record ScheduleInfo(
    long NumActions,
    long NumActionsMissedCatchupWindow,
    long NumActionsSkippedOverlap,
    IReadOnlyCollection<ScheduleActionExecution> RunningActions,
    IReadOnlyCollection<ScheduleActionResult> RecentActions,
    IReadOnlyCollection<DateTime> NextActionTimes,
    DateTime CreatedAt,
    DateTime? LastUpdatedAt);
