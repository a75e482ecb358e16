using System.Reflection;

namespace Temporalio.Worker.Interceptors;

/// <summary>A workflow to run.</summary>
public record ExecuteWorkflowInput(
    object Instance,
    MethodInfo RunMethod,
    object?[] Args);
