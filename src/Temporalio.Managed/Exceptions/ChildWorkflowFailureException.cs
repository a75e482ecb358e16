using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A child workflow failed; the reason is the inner exception.</summary>
public class ChildWorkflowFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ChildWorkflowFailureException"/> class from a received failure.</summary>
    /// <param name="failure">Failure that was received.</param>
    /// <param name="inner">Cause.</param>
    protected internal ChildWorkflowFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ChildWorkflowExecutionFailureInfo == null)
            throw new ArgumentException("No child failure info", nameof(failure));
    }

    /// <summary>Gets the failure that was received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the namespace of the child.</summary>
    public string Namespace => Failure.ChildWorkflowExecutionFailureInfo.Namespace;

    /// <summary>Gets the workflow id of the child.</summary>
    public string WorkflowId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution?.WorkflowId ?? string.Empty;

    /// <summary>Gets the run id of the child.</summary>
    public string RunId => Failure.ChildWorkflowExecutionFailureInfo.WorkflowExecution?.RunId ?? string.Empty;

    /// <summary>Gets the workflow type of the child.</summary>
    public string WorkflowType => Failure.ChildWorkflowExecutionFailureInfo.WorkflowType?.Name ?? string.Empty;

    /// <summary>Gets why there was no further retry.</summary>
    public RetryState RetryState => Failure.ChildWorkflowExecutionFailureInfo.RetryState;
}
