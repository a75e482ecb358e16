namespace Temporalio.Client.Schedules;

/// <summary>A schedule as lists show it.</summary>
/// <param name="Action">What happens.</param>
/// <param name="Spec">When it happens.</param>
/// <param name="State">State.</param>
public record ScheduleListSchedule(ScheduleListAction Action, ScheduleSpec Spec, ScheduleListState State);
