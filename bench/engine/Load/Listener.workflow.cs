using Temporalio.Workflows;

namespace Orchestrator.EngineBench.Load;

/// <summary>Answers until it is told to end.</summary>
[Workflow]
public class Listener
{
    private int heard;
    private bool ended;

    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => ended);
        return heard;
    }

    [WorkflowSignal]
    public Task EndAsync()
    {
        ended = true;
        return Task.CompletedTask;
    }

    [WorkflowUpdate]
    public Task<int> HearAsync() => Task.FromResult(++heard);

    [WorkflowQuery]
    public int Heard() => heard;
}
