using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>Cancels a timer and an activity of its own; cleans up when it is cancelled itself.</summary>
[Workflow("scopes")]
internal sealed class ScopesWorkflow
{
    private string state = "starting";

    [WorkflowRun]
    public async Task RunAsync()
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        var waiting = EndOfAsync(Workflow.DelayAsync(TimeSpan.FromHours(1), timer.Token), "fired");
        await InteropOptions.GreetAsync("before");
        timer.Cancel();
        var ended = await waiting;
        var stopped = await CancelledActivityAsync();
        state = $"timer {ended}, activity {stopped}, waiting";
        try
        {
            await Workflow.WaitConditionAsync(() => false);
        }
        catch (OperationCanceledException)
        {
            var options = InteropOptions.Activity();
            options.CancellationToken = CancellationToken.None;
            await InteropOptions.GreetAsync("cleanup", options);
            throw;
        }
    }

    [WorkflowQuery("state")]
    public string State() => state;

    private static async Task<string> CancelledActivityAsync()
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        var options = InteropOptions.Activity();
        options.HeartbeatTimeout = TimeSpan.FromSeconds(5);
        options.CancellationType = ActivityCancellationType.WaitCancellationCompleted;
        options.CancellationToken = work.Token;
        var working = EndOfAsync(Workflow.ExecuteActivityAsync((InteropActivities a) => a.PatientAsync(), options), "done");
        await Workflow.DelayAsync(1000);
        work.Cancel();
        return await working;
    }

    private static async Task<string> EndOfAsync(Task task, string ended)
    {
        try
        {
            await task;
            return ended;
        }
        catch (Exception e) when (TemporalException.IsCanceledException(e))
        {
            return "cancelled";
        }
    }
}
