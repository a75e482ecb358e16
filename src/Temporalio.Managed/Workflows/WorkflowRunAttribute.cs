namespace Temporalio.Workflows;

/// <summary>Marks the one method that is the workflow.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowRunAttribute : Attribute
{
}
