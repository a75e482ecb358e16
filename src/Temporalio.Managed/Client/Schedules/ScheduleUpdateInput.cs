namespace Temporalio.Client.Schedules;

/// <summary>A schedule as it is.</summary>
/// <param name="Description">Its description.</param>
public record ScheduleUpdateInput(ScheduleDescription Description);
