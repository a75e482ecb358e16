using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>Starts a child, signals it, takes its answer and goes on in another run, until `rounds` are done.</summary>
[Workflow("family")]
internal sealed class FamilyWorkflow
{
    [WorkflowRun]
    public async Task<string[]> RunAsync(int rounds, string[]? answers = null)
    {
        var child = await Workflow.StartChildWorkflowAsync(
            (LeafWorkflow leaf) => leaf.RunAsync(rounds), new() { Id = $"{Workflow.Info.WorkflowId}-leaf-{rounds}" });
        await child.SignalAsync(leaf => leaf.GoAsync($"round {rounds}"));
        string[] all = [.. answers ?? [], await child.GetResultAsync()];
        return rounds > 1
            ? throw Workflow.CreateContinueAsNewException((FamilyWorkflow next) => next.RunAsync(rounds - 1, all))
            : all;
    }
}
