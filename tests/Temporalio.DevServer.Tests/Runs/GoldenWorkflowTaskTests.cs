using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Runs;

/// <summary>Histories of signals, workflow task failures, cancellation and ends are those the real service wrote.</summary>
public sealed class GoldenWorkflowTaskTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Actor actor = service.Actor;

    [Fact]
    public async Task Signal_BeforeFirstTask_ComesAfterItsSchedule()
    {
        await actor.StartAsync("e11", "e11-queue");
        await actor.SignalAsync("e11", "early", "1");
        await FinishAsync("E11-signal-before-first-task", "e11");
    }

    [Fact]
    public async Task SignalWithStart_NewRun_SignalIsSecondEvent()
    {
        var response = await actor.Client.CallAsync<SignalWithStartWorkflowExecutionResponse>(new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = "e12",
            WorkflowType = new() { Name = "wf" },
            TaskQueue = Make.Queue("e12-queue"),
            Identity = Actor.ClientName,
            RequestId = Guid.NewGuid().ToString(),
            SignalName = "go",
            SignalInput = Make.Json("1"),
        });
        Assert.True(response.Started);
        await FinishAsync("E12-signal-with-start", "e12");
    }

    [Fact]
    public async Task Signal_DuringStartedTask_FollowsItsCommands()
    {
        await actor.StartAsync("e13", "e13-queue");
        var task = await actor.PollAsync("e13-queue");
        await actor.SignalAsync("e13", "go");
        var response = await actor.CompleteAsync(task, r =>
        {
            r.StickyAttributes = Make.Sticky("e13-sticky");
            r.ReturnNewWorkflowTask = true;
            r.Commands.Add(Make.Timer("1", 60));
        });
        Assert.Equal([4, 5, 6, 7, 8], response.WorkflowTask.History.Events.Select(e => (int)e.EventId));
        await actor.CompleteAsync(response.WorkflowTask, r =>
        {
            r.StickyAttributes = Make.Sticky("e13-sticky");
            r.Commands.Add(Make.CancelTimer("1"));
            r.Commands.Add(Make.Complete());
        });
        await AssertHistoryAsync("E13-buffered-signal", "e13");
    }

    [Fact]
    public async Task Complete_WithBufferedSignal_IsRefused()
    {
        await actor.StartAsync("e14", "e14-queue");
        var task = await actor.PollAsync("e14-queue");
        await actor.SignalAsync("e14", "late");
        var refused = await Assert.ThrowsAsync<RpcFailure>(() => actor.CompleteAsync(task, Make.Complete()));
        Assert.Equal((StatusCode.InvalidArgument, "UnhandledCommand"), (refused.Code, refused.Text));
        await FinishAsync("E14-unhandled-command", "e14");
    }

    [Fact]
    public async Task Cancel_Accepted_ClosesCancelled()
    {
        await WaitAndCancelAsync("e15", reason: "no longer needed");
        await FinishAsync("E15-cancelled", "e15", Make.CancelWorkflow());
    }

    [Fact]
    public async Task Cancel_TryCancelActivity_LeavesActivityBehind()
    {
        await WaitAndCancelAsync("e16", Make.Activity("1", "e16-queue"), startActivity: true);
        await FinishAsync("E16-cancel-try-cancel", "e16", Make.CancelActivity(5), Make.CancelWorkflow());
    }

    [Fact]
    public async Task Cancel_WaitForActivity_RecordsItsCancellation()
    {
        var activity = await WaitAndCancelAsync("e17", Make.Activity("1", "e17-queue"), startActivity: true);
        await actor.CompleteAsync(await actor.PollAsync("e17-queue"), Make.CancelActivity(5));
        Assert.True(await actor.HeartbeatAsync(activity!, "1"));
        await actor.CancelActivityAsync(activity!, "\"cleaned up\"");
        await FinishAsync("E17-cancel-wait-completed", "e17", Make.CancelWorkflow());
    }

    [Fact]
    public async Task Cancel_UnstartedActivity_IsCancelledBehindAllCommands()
    {
        await WaitAndCancelAsync("e18", Make.Activity("1", "no-worker"));
        await actor.CompleteAsync(await actor.PollAsync("e18-queue"), Make.CancelActivity(5), Make.Timer("2", 60));
        await FinishAsync("E18-cancel-unstarted-activity", "e18", Make.CancelTimer("2"), Make.CancelWorkflow());
    }

    [Fact]
    public async Task Terminate_Idle_IsOneEvent()
    {
        await actor.StartAsync("e19", "e19-queue");
        await actor.CompleteAsync(await actor.PollAsync("e19-queue"));
        await actor.TerminateAsync("e19", details: Make.Json("\"why\""));
        await AssertHistoryAsync("E19-terminated", "e19");
    }

    [Fact]
    public async Task Terminate_DuringStartedTask_FailsTaskFirst()
    {
        await actor.StartAsync("e19-started", "e19b-queue", r => r.TaskQueue = Make.Queue("e19-queue-b"));
        var task = await actor.PollAsync("e19-queue-b");
        await actor.TerminateAsync("e19-started");
        var gone = await Assert.ThrowsAsync<RpcFailure>(() => actor.CompleteAsync(task, Make.Complete()));
        Assert.Equal(StatusCode.NotFound, gone.Code);
        var expected = HistoryJson.Golden("E19-terminated-started-task").Replace("\"e19-queue\"", "\"e19-queue-b\"", StringComparison.Ordinal);
        Assert.Equal(expected, HistoryJson.Of(await actor.HistoryAsync("e19-started")));
    }

    [Fact]
    public async Task TaskFailure_NormalQueue_LaterAttemptsAreWrittenWhenDone()
    {
        await actor.StartAsync("e21", "e21-queue");
        await actor.FailTaskAsync(await actor.PollAsync("e21-queue"));
        var second = await actor.PollAsync("e21-queue");
        Assert.Equal(2, second.Attempt);
        Assert.Equal([1, 2, 3, 4, 5, 6], second.History.Events.Select(e => (int)e.EventId));
        await actor.FailTaskAsync(second);
        await FinishAsync("E21-task-failure", "e21");
    }

    [Fact]
    public async Task TaskFailure_Sticky_TriesNormalQueueAsFirstAttempt()
    {
        await actor.StartAsync("e22", "e22-queue");
        await actor.CompleteAsync(await actor.PollAsync("e22-queue"), r =>
        {
            r.StickyAttributes = Make.Sticky("e22-sticky");
            r.Commands.Add(Make.Timer("1", 0.3));
        });
        await actor.FailTaskAsync(await actor.PollAsync("e22-sticky", sticky: true));
        await actor.FailTaskAsync(await actor.PollAsync("e22-queue"));
        await FinishAsync("E22-task-failure-sticky", "e22");
    }

    [Fact]
    public async Task StickyWorker_Gone_TimesOutToNormalQueue()
    {
        await actor.StartAsync("e23", "e23-queue");
        var first = await actor.PollAsync("e23-queue");

        // Has polled, and is gone before there is anything to poll for.
        Assert.True((await actor.TryPollAsync("e23-sticky", sticky: true, TimeSpan.FromSeconds(2))).TaskToken.IsEmpty);
        await actor.CompleteAsync(first, r =>
        {
            r.StickyAttributes = Make.Sticky("e23-sticky", 2);
            r.Commands.Add(Make.Timer("1", 3));
        });
        await FinishAsync("E23-sticky-timeout", "e23");
    }

    [Fact]
    public async Task WorkflowTask_NotAnswered_TimesOut()
    {
        // Longer than on record, so that the second attempt is in time.
        await actor.StartAsync("e24", "e24-queue", r => r.WorkflowTaskTimeout = Make.Seconds(5));
        await actor.PollAsync("e24-queue");
        await actor.CompleteAsync(await actor.PollAsync("e24-queue"), Make.Complete());
        var expected = HistoryJson.Golden("E24-task-timeout")
            .Replace("\"workflowTaskTimeout\": \"1s\"", "\"workflowTaskTimeout\": \"5s\"", StringComparison.Ordinal)
            .Replace("\"startToCloseTimeout\": \"1s\"", "\"startToCloseTimeout\": \"5s\"", StringComparison.Ordinal);
        Assert.Equal(expected, HistoryJson.Of(await actor.HistoryAsync("e24")));
    }

    [Fact]
    public async Task RunTimeout_Passed_ClosesTimedOut()
    {
        await actor.StartAsync("e32", "e32-queue", r => r.WorkflowRunTimeout = Make.Seconds(1));
        await actor.CloseAsync("e32");
        await AssertHistoryAsync("E32-run-timeout", "e32");
    }

    [Fact]
    public async Task ExecutionTimeout_Passed_ClosesTimedOut()
    {
        await actor.StartAsync("e32-exec", "e32-queue", r => r.WorkflowExecutionTimeout = Make.Seconds(1));
        Assert.Equal(RetryState.Timeout, (await actor.CloseAsync("e32-exec")).WorkflowExecutionTimedOutEventAttributes.RetryState);
        await AssertHistoryAsync("E32-execution-timeout", "e32-exec");
    }

    [Fact]
    public async Task RunTimeout_DuringStartedTask_FailsTaskFirst()
    {
        var poll = actor.PollAsync("e32-queue-s");
        await actor.StartAsync("e32-started", "e32-queue-s", r => r.WorkflowRunTimeout = Make.Seconds(2));
        await poll;
        await actor.CloseAsync("e32-started");
        var expected = HistoryJson.Golden("E32-run-timeout-started-task").Replace("\"e32-queue\"", "\"e32-queue-s\"", StringComparison.Ordinal);
        Assert.Equal(expected, HistoryJson.Of(await actor.HistoryAsync("e32-started")));
    }

    private async Task<PollActivityTaskQueueResponse?> WaitAndCancelAsync(string id, Api.Command.V1.Command? command = null, bool startActivity = false, string reason = "")
    {
        await actor.StartAsync(id, $"{id}-queue");
        await actor.CompleteAsync(await actor.PollAsync($"{id}-queue"), command is null ? [] : [command]);
        var activity = startActivity ? await actor.PollActivityAsync($"{id}-queue") : null;
        await actor.CancelAsync(id, reason);
        return activity;
    }

    private async Task FinishAsync(string golden, string id, params Api.Command.V1.Command[] commands)
    {
        await actor.CompleteAsync(await actor.PollAsync($"{id}-queue"), commands.Length == 0 ? [Make.Complete()] : commands);
        await AssertHistoryAsync(golden, id);
    }

    private async Task AssertHistoryAsync(string golden, string id) => Assert.Equal(HistoryJson.Golden(golden), HistoryJson.Of(await actor.HistoryAsync(id)));
}
