using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>An activity, a timer, an activity; the activities may live on another queue, hence in another SDK.</summary>
[Workflow("sequence")]
internal sealed class SequenceWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string name, string? queue = null)
    {
        var options = InteropOptions.Activity(queue);
        var first = await InteropOptions.GreetAsync(name, options);
        await Workflow.DelayAsync(200);
        return $"{first} {await InteropOptions.GreetAsync($"{name} again", options)}";
    }
}
