using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.StartWorkflowAsync{TWorkflow, TResult}"/>.</summary>
/// <param name="Workflow">Workflow type.</param>
/// <param name="Args">Arguments.</param>
/// <param name="Options">Options of the caller.</param>
/// <param name="Headers">Headers to send; may be filled by interceptors.</param>
public record StartWorkflowInput(
    string Workflow,
    IReadOnlyCollection<object?> Args,
    WorkflowOptions Options,
    IDictionary<string, Payload>? Headers);
