namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.TerminateWorkflowAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="RunId">Run, or null for the latest.</param>
/// <param name="FirstExecutionRunId">First run of the chain that is meant.</param>
/// <param name="Reason">Reason for people to read.</param>
/// <param name="Options">Options of the caller.</param>
public record TerminateWorkflowInput(
    string Id,
    string? RunId,
    string? FirstExecutionRunId,
    string? Reason,
    WorkflowTerminateOptions? Options);
