using Temporalio.Activities;
using Temporalio.Api.Common.V1;

namespace Temporalio.Worker.Interceptors;

/// <summary>An activity to run.</summary>
public record ExecuteActivityInput(
    ActivityDefinition Activity,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
