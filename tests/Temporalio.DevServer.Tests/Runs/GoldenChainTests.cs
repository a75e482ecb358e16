using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Runs;

/// <summary>Histories of children, of signals between workflows and of chains of runs are those the real service wrote.</summary>
public sealed class GoldenChainTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Actor actor = service.Actor;

    [Fact]
    public async Task Child_Completed_TellsParent()
    {
        await actor.StartAsync("e09", "e09-queue");
        await actor.CompleteAsync(await actor.PollAsync("e09-queue"), Make.Child("e09-child", "e09-queue-child", c => c.Input = Make.Json("1")));
        await actor.CompleteAsync(await actor.PollAsync("e09-queue"));
        await actor.CompleteAsync(await actor.PollAsync("e09-queue-child"), Make.Complete("\"child result\""));
        await actor.CompleteAsync(await actor.PollAsync("e09-queue"), Make.Complete());
        await AssertHistoryAsync("E09-child", "e09");
        await AssertHistoryAsync("E09-child-run", "e09-child");
    }

    [Fact]
    public async Task Child_IdTaken_FailsToStart()
    {
        await actor.StartAsync("e10-child", "elsewhere");
        await actor.StartAsync("e10", "e10-queue");
        await actor.CompleteAsync(await actor.PollAsync("e10-queue"), Make.Child("e10-child", "e10-queue-child"));
        await actor.CompleteAsync(await actor.PollAsync("e10-queue"), Make.Complete());
        await AssertHistoryAsync("E10-child-id-taken", "e10");
    }

    [Fact]
    public async Task ContinueAsNew_AfterMoreThanASecond_StartsNextRunAtOnce()
    {
        var first = await actor.StartAsync("e20", "e20-queue");
        await actor.CompleteAsync(await actor.PollAsync("e20-queue"));
        // A run that lived for less than a second would make the next one wait.
        await actor.TryPollAsync("nobody", timeout: TimeSpan.FromSeconds(2.3));
        await actor.SignalAsync("e20", "go");
        await actor.CompleteAsync(await actor.PollAsync("e20-queue"), Make.ContinueAsNew("2"));
        await actor.CompleteAsync(await actor.PollAsync("e20-queue"), Make.Complete());
        await AssertHistoryAsync("E20-continue-as-new-a", "e20", first.RunId);
        await AssertHistoryAsync("E20-continue-as-new-b", "e20");
    }

    [Fact]
    public async Task WorkflowRetry_FirstRunFails_SecondStartsAfterBackoff()
    {
        var first = await actor.StartAsync("e31", "e31-queue", r => r.RetryPolicy = new() { MaximumAttempts = 2 });
        await actor.CompleteAsync(await actor.PollAsync("e31-queue"), Make.Fail("try again"));
        await actor.CompleteAsync(await actor.PollAsync("e31-queue"), Make.Complete());
        await AssertHistoryAsync("E31-workflow-retry-a", "e31", first.RunId);
        await AssertHistoryAsync("E31-workflow-retry-b", "e31");
    }

    [Fact]
    public async Task ExternalSignal_Delivered_IsInBothHistories()
    {
        await actor.StartAsync("e35-target", "e35-queue-t");
        await actor.StartAsync("e35", "e35-queue");
        await actor.CompleteAsync(await actor.PollAsync("e35-queue"), new Api.Command.V1.Command
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes = new()
            {
                Execution = new() { WorkflowId = "e35-target" },
                SignalName = "ext",
                Input = Make.Json("1"),
            },
        });
        await actor.CompleteAsync(await actor.PollAsync("e35-queue"), Make.Complete());
        await actor.CompleteAsync(await actor.PollAsync("e35-queue-t"), Make.Complete());
        await AssertHistoryAsync("E35-external-signal", "e35");
        await AssertHistoryAsync("E35-external-signal-target", "e35-target");
    }

    private async Task AssertHistoryAsync(string golden, string id, string runId = "") =>
        Assert.Equal(HistoryJson.Golden(golden), HistoryJson.Of(await actor.HistoryAsync(id, runId)));
}
