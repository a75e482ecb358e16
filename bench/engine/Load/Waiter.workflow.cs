using Temporalio.Workflows;

namespace Orchestrator.EngineBench.Load;

/// <summary>Waits for a timer and an activity, neither of which ends.</summary>
[Workflow]
public class Waiter
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        var timer = Workflow.DelayAsync(TimeSpan.FromDays(1));
        var activity = Workflow.ExecuteActivityAsync(
            () => BenchActivities.EchoAsync("x"), new() { StartToCloseTimeout = TimeSpan.FromDays(1), TaskQueue = "nobody" });
        await Workflow.WhenAnyAsync(timer, activity);
    }

    [WorkflowQuery]
    public bool IsWaiting() => true;
}
