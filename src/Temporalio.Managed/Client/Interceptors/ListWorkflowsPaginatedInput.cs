namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.ListWorkflowsPaginatedAsync"/>.</summary>
/// <param name="Query">Name of the query, or the list filter.</param>
/// <param name="NextPageToken">Token of the page.</param>
/// <param name="Options">Options of the caller.</param>
public record ListWorkflowsPaginatedInput(string Query, byte[]? NextPageToken, WorkflowListPaginatedOptions? Options);
