namespace Temporalio.Client.Schedules;

/// <summary>A workflow that a schedule started.</summary>
/// <param name="WorkflowId">Workflow id.</param>
/// <param name="FirstExecutionRunId">Its first run.</param>
public record ScheduleActionExecutionStartWorkflow(string WorkflowId, string FirstExecutionRunId) : ScheduleActionExecution;
