using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>The next run to make.</summary>
public record CreateContinueAsNewExceptionInput(
    string Workflow,
    IReadOnlyCollection<object?> Args,
    ContinueAsNewOptions? Options,
    IDictionary<string, Payload>? Headers);
