namespace Temporalio.Exceptions;

/// <summary>A replay took another way than the recorded history. Fails the workflow task, not the workflow.</summary>
public class WorkflowNondeterminismException : InvalidWorkflowOperationException
{
    internal WorkflowNondeterminismException(string message)
        : base(message)
    {
    }
}
