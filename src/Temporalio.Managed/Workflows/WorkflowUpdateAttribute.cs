namespace Temporalio.Workflows;

/// <summary>Marks a method as an update handler. The name defaults to the method name without "Async".</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateAttribute : Attribute
{
    public WorkflowUpdateAttribute()
    {
    }

    public WorkflowUpdateAttribute(string name) => Name = name;

    public string? Name { get; }

    /// <summary>Text shown by tools that list the handlers of a workflow.</summary>
    public string? Description { get; set; }

    /// <summary>Whether the method takes every name that has no handler of its own; its parameters are <c>string, IRawValue[]</c>.</summary>
    public bool Dynamic { get; set; }

    /// <summary>What to do when the workflow completes while the handler is still running.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
