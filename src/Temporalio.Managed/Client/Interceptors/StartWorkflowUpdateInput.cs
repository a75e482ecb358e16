using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.StartWorkflowUpdateAsync{TResult}"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="RunId">Run, or null for the latest.</param>
/// <param name="FirstExecutionRunId">First run of the chain that is meant.</param>
/// <param name="Update">Name of the update.</param>
/// <param name="Args">Arguments.</param>
/// <param name="Options">Options of the caller.</param>
/// <param name="Headers">Headers to send; may be filled by interceptors.</param>
public record StartWorkflowUpdateInput(
    string Id,
    string? RunId,
    string? FirstExecutionRunId,
    string Update,
    IReadOnlyCollection<object?> Args,
    WorkflowUpdateStartOptions Options,
    IDictionary<string, Payload>? Headers);
