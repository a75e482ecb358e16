namespace Temporalio.Exceptions;

/// <summary>A workflow did not complete; the reason is the inner exception.</summary>
public class WorkflowFailedException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowFailedException"/> class.</summary>
    /// <param name="inner">Reason.</param>
    public WorkflowFailedException(Exception? inner)
        : base("Workflow failed", inner)
    {
    }
}
