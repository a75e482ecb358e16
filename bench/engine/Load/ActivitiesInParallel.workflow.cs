using Temporalio.Workflows;

namespace Orchestrator.EngineBench.Load;

/// <summary>Activities at the same time.</summary>
[Workflow]
public class ActivitiesInParallel
{
    [WorkflowRun]
    public Task RunAsync(int count) => Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(_ => Steps.EchoAsync("x")));
}
