namespace Temporalio.Workflows;

/// <summary>Marks the validator of an update: a void method with the parameters of the update method.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateValidatorAttribute : Attribute
{
    public WorkflowUpdateValidatorAttribute(string updateMethod) => UpdateMethod = updateMethod;

    /// <summary>Name of the C# method that handles the update.</summary>
    public string UpdateMethod { get; }
}
