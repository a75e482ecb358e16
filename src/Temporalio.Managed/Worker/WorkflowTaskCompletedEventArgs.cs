using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A workflow task for which code has run.</summary>
public class WorkflowTaskCompletedEventArgs : WorkflowTaskEventArgs
{
    internal WorkflowTaskCompletedEventArgs(WorkflowInfo info, WorkflowDefinition definition, Exception? taskFailureException)
        : base(info, definition) => TaskFailureException = taskFailureException;

    /// <summary>Why the task fails, or null.</summary>
    public Exception? TaskFailureException { get; }
}
