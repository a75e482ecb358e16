using Temporalio.Workflows;

namespace Orchestrator.EngineBench.Load;

/// <summary>One child, which has one activity.</summary>
[Workflow]
public class OneChild
{
    [WorkflowRun]
    public Task<string> RunAsync() => Workflow.ExecuteChildWorkflowAsync((OneActivity w) => w.RunAsync("x"));
}
