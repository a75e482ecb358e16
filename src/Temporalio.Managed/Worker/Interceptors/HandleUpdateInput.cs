using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>An update to validate or to handle.</summary>
public record HandleUpdateInput(
    string Id,
    string Update,
    WorkflowUpdateDefinition Definition,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
