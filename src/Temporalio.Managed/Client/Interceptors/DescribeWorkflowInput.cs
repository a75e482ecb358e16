namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.DescribeWorkflowAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="RunId">Run, or null for the latest.</param>
/// <param name="Options">Options of the caller.</param>
public record DescribeWorkflowInput(string Id, string? RunId, WorkflowDescribeOptions? Options);
