namespace Temporalio.Workflows;

/// <summary>Marks the constructor that receives the start arguments; its parameters are those of the run method.</summary>
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
public sealed class WorkflowInitAttribute : Attribute
{
}
