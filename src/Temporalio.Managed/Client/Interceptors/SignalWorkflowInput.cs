using Temporalio.Api.Common.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.SignalWorkflowAsync"/>.</summary>
/// <param name="Id">Id of the workflow or schedule.</param>
/// <param name="RunId">Run, or null for the latest.</param>
/// <param name="Signal">Name of the signal.</param>
/// <param name="Args">Arguments.</param>
/// <param name="Options">Options of the caller.</param>
/// <param name="Headers">Headers to send; may be filled by interceptors.</param>
public record SignalWorkflowInput(
    string Id,
    string? RunId,
    string Signal,
    IReadOnlyCollection<object?> Args,
    WorkflowSignalOptions? Options,
    IDictionary<string, Payload>? Headers);
