namespace Temporalio.Workflows;

/// <summary>Marks a method without parameters that returns <see cref="WorkflowDefinitionOptions"/> for a dynamic workflow.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowDynamicOptionsAttribute : Attribute
{
}
