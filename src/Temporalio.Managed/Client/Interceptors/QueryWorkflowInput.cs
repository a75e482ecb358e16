using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.QueryWorkflowAsync{TResult}"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="RunId">Run, or null for the latest.</param>
/// <param name="Query">Name of the query, or the list filter.</param>
/// <param name="Args">Arguments.</param>
/// <param name="Options">Options of the caller.</param>
/// <param name="Headers">Headers to send; may be filled by interceptors.</param>
public record QueryWorkflowInput(
    string Id,
    string? RunId,
    string Query,
    IReadOnlyCollection<object?> Args,
    WorkflowQueryOptions? Options,
    IDictionary<string, Payload>? Headers);
