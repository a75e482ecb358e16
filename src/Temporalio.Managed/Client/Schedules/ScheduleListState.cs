namespace Temporalio.Client.Schedules;

/// <summary>State of a schedule as lists show it.</summary>
/// <param name="Note">Note for people to read.</param>
/// <param name="Paused">Whether the schedule is paused.</param>
public record ScheduleListState(string? Note, bool Paused);
