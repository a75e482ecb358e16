using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Another workflow to signal.</summary>
public record SignalExternalWorkflowInput(
    string Id,
    string? RunId,
    string Signal,
    IReadOnlyCollection<object?> Args,
    ExternalWorkflowSignalOptions? Options,
    IDictionary<string, Payload>? Headers);
