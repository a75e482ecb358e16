namespace Temporalio.Workflows;

/// <summary>How a child workflow is signalled.</summary>
public class ChildWorkflowSignalOptions : ICloneable
{
    /// <summary>Null means the token of the workflow.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
