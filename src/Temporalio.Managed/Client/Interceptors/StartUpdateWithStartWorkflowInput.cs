using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.StartUpdateWithStartWorkflowAsync{TUpdateResult}"/>.</summary>
/// <param name="Update">Name of the update.</param>
/// <param name="Args">Arguments.</param>
/// <param name="Options">Options of the caller.</param>
/// <param name="Headers">Headers to send; may be filled by interceptors.</param>
public record StartUpdateWithStartWorkflowInput(
    string Update,
    IReadOnlyCollection<object?> Args,
    WorkflowStartUpdateWithStartOptions Options,
    IDictionary<string, Payload>? Headers);
