namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.CountWorkflowsAsync"/>.</summary>
/// <param name="Query">Name of the query, or the list filter.</param>
/// <param name="Options">Options of the caller.</param>
public record CountWorkflowsInput(string Query, WorkflowCountOptions? Options);
