using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A workflow task of a worker.</summary>
public abstract class WorkflowTaskEventArgs : EventArgs
{
    private protected WorkflowTaskEventArgs(WorkflowInfo info, WorkflowDefinition definition)
    {
        WorkflowInfo = info;
        WorkflowDefinition = definition;
    }

    public WorkflowInfo WorkflowInfo { get; }

    public WorkflowDefinition WorkflowDefinition { get; }
}
