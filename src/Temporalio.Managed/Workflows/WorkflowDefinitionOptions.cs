using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>Options that a dynamic workflow chooses once its type name is known.</summary>
public class WorkflowDefinitionOptions : ICloneable
{
    /// <summary>Exception types that fail the workflow instead of retrying the workflow task.</summary>
    public Type[]? FailureExceptionTypes { get; set; }

    public VersioningBehavior VersioningBehavior { get; set; }

    public object Clone() => MemberwiseClone();
}
