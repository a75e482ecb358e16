using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>A query to answer.</summary>
public record HandleQueryInput(
    string Id,
    string Query,
    WorkflowQueryDefinition Definition,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
