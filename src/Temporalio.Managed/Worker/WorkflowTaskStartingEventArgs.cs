using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A workflow task for which code is about to run.</summary>
public class WorkflowTaskStartingEventArgs : WorkflowTaskEventArgs
{
    internal WorkflowTaskStartingEventArgs(WorkflowInfo info, WorkflowDefinition definition)
        : base(info, definition)
    {
    }
}
