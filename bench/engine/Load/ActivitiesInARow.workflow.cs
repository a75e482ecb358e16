using Temporalio.Workflows;

namespace Orchestrator.EngineBench.Load;

/// <summary>Activities one after the other.</summary>
[Workflow]
public class ActivitiesInARow
{
    [WorkflowRun]
    public async Task RunAsync(int count)
    {
        for (var i = 0; i < count; i++) await Steps.EchoAsync("x");
    }
}
