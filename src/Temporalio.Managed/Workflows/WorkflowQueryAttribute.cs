namespace Temporalio.Workflows;

/// <summary>Marks a method or a property getter as a query handler. The name defaults to the member name.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    public WorkflowQueryAttribute()
    {
    }

    public WorkflowQueryAttribute(string name) => Name = name;

    public string? Name { get; }

    /// <summary>Text shown by tools that list the handlers of a workflow.</summary>
    public string? Description { get; set; }

    /// <summary>Whether the method takes every name that has no handler of its own; its parameters are <c>string, IRawValue[]</c>.</summary>
    public bool Dynamic { get; set; }
}
