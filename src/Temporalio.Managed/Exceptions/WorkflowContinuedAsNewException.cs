namespace Temporalio.Exceptions;

/// <summary>A workflow went on in another run, which was not to be followed.</summary>
public class WorkflowContinuedAsNewException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowContinuedAsNewException"/> class.</summary>
    /// <param name="newRunId">The other run.</param>
    public WorkflowContinuedAsNewException(string newRunId)
        : base("Workflow continued as new") => NewRunId = newRunId;

    /// <summary>Gets the other run.</summary>
    public string NewRunId { get; private init; }
}
