using Temporalio.Api.Enums.V1;

namespace Temporalio.Exceptions;

/// <summary>A query was rejected because of the state of the workflow.</summary>
public class WorkflowQueryRejectedException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowQueryRejectedException"/> class.</summary>
    /// <param name="workflowStatus">State of the workflow.</param>
    public WorkflowQueryRejectedException(WorkflowExecutionStatus workflowStatus)
        : base($"Query rejected, status: {workflowStatus}") => WorkflowStatus = workflowStatus;

    /// <summary>Gets the state of the workflow.</summary>
    public WorkflowExecutionStatus WorkflowStatus { get; private init; }
}
