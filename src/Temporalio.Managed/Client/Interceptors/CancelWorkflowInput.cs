namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.CancelWorkflowAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="RunId">Run, or null for the latest.</param>
/// <param name="FirstExecutionRunId">First run of the chain that is meant.</param>
/// <param name="Options">Options of the caller.</param>
public record CancelWorkflowInput(string Id, string? RunId, string? FirstExecutionRunId, WorkflowCancelOptions? Options);
