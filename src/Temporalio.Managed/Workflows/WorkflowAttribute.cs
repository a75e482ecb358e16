using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>Marks a class or interface as a workflow. The name defaults to the type name; an interface loses its leading I.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    public WorkflowAttribute()
    {
    }

    public WorkflowAttribute(string name) => Name = name;

    public string? Name { get; }

    /// <summary>Whether the type runs every workflow type that has no definition of its own; its run parameter is <c>IRawValue[]</c>.</summary>
    public bool Dynamic { get; set; }

    /// <summary>Exception types that fail the workflow, and an update, instead of retrying the workflow task.</summary>
    public Type[]? FailureExceptionTypes { get; set; }

    /// <summary>How a run moves between versions of a worker deployment.</summary>
    public VersioningBehavior VersioningBehavior { get; set; }
}
