namespace Temporalio.Exceptions;

/// <summary>A workflow with this id is running already, or its id may not be used again.</summary>
public class WorkflowAlreadyStartedException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowAlreadyStartedException"/> class.</summary>
    /// <param name="message">Message.</param>
    /// <param name="workflowId">Workflow id.</param>
    /// <param name="runId">Run that holds the id.</param>
    [Obsolete("Use the constructor with a workflow type")]
    public WorkflowAlreadyStartedException(string message, string workflowId, string runId)
        : this(message, workflowId, "<unknown>", runId)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowAlreadyStartedException"/> class.</summary>
    /// <param name="message">Message.</param>
    /// <param name="workflowId">Workflow id.</param>
    /// <param name="workflowType">Workflow type of the attempted start.</param>
    /// <param name="runId">Run that holds the id.</param>
    public WorkflowAlreadyStartedException(string message, string workflowId, string workflowType, string runId)
        : base(message)
    {
        WorkflowId = workflowId;
        WorkflowType = workflowType;
        RunId = runId;
    }

    /// <summary>Gets the workflow id.</summary>
    public string WorkflowId { get; private init; }

    /// <summary>Gets the workflow type of the attempted start.</summary>
    public string WorkflowType { get; private init; }

    /// <summary>Gets the run that holds the id.</summary>
    public string RunId { get; private init; }
}
