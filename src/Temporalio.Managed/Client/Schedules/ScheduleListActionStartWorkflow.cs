namespace Temporalio.Client.Schedules;

/// <summary>Starts a workflow.</summary>
/// <param name="Workflow">Workflow type.</param>
public record ScheduleListActionStartWorkflow(string Workflow) : ScheduleListAction;
