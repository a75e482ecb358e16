namespace Temporalio.Client.Schedules;

/// <summary>When a schedule did something.</summary>
/// <param name="ScheduledAt">When it was due.</param>
/// <param name="StartedAt">When it happened.</param>
/// <param name="Action">What happened.</param>
public record ScheduleActionResult(DateTime ScheduledAt, DateTime StartedAt, ScheduleActionExecution Action);
