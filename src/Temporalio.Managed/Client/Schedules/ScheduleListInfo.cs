namespace Temporalio.Client.Schedules;

/// <summary>What a schedule did and will do, as lists show it.</summary>
/// <param name="RecentActions">Latest actions.</param>
/// <param name="NextActionTimes">Next times.</param>
public record ScheduleListInfo(IReadOnlyCollection<ScheduleActionResult> RecentActions, IReadOnlyCollection<DateTime> NextActionTimes);
