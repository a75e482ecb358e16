using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>Waits for its signal.</summary>
[Workflow("leaf")]
internal sealed class LeafWorkflow
{
    private string? said;

    [WorkflowRun]
    public async Task<string> RunAsync(int number)
    {
        await Workflow.WaitConditionAsync(() => said != null);
        return $"{number}: {said}";
    }

    [WorkflowSignal("go")]
    public Task GoAsync(string text)
    {
        said = text;
        return Task.CompletedTask;
    }
}
