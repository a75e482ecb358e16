namespace Temporalio.Exceptions;

/// <summary>An update failed; the reason is the inner exception.</summary>
public class WorkflowUpdateFailedException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateFailedException"/> class.</summary>
    /// <param name="inner">Reason.</param>
    public WorkflowUpdateFailedException(Exception? inner)
        : base("Workflow update failed", inner)
    {
    }
}
