using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>Two activities, on the queue it is given, around a timer.</summary>
[Workflow("greeting")]
public sealed class GreetingWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string name, string? queue = null)
    {
        var options = StepActivities.Options;
        options.TaskQueue = queue;
        var first = await Workflow.ExecuteActivityAsync(() => StepActivities.Greet(name), options);
        await Workflow.DelayAsync(50);
        return $"{first} {await Workflow.ExecuteActivityAsync(() => StepActivities.Greet("again"), options)}";
    }
}
