using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Runs;

/// <summary>Operators hold pending activities, start them over and give them other options.</summary>
public sealed class ActivityControlTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly string id = $"w-{Guid.NewGuid():N}";
    private readonly Actor actor = service.Actor;

    private string Queue => $"{id}-queue";

    [Fact]
    public async Task Pause_Waiting_HoldsItBackUntilUnpaused()
    {
        await BeginAsync();
        await CallAsync<PauseActivityResponse>(new PauseActivityRequest { Namespace = "default", Execution = new() { WorkflowId = id }, Id = "a" });
        Assert.Equal((PendingActivityState.Paused, true), await StateAsync());
        var none = await actor.Client.CallAsync<PollActivityTaskQueueResponse>(
            new PollActivityTaskQueueRequest { Namespace = "default", TaskQueue = Make.Queue(Queue) }, TimeSpan.FromSeconds(2.1));
        Assert.True(none.TaskToken.IsEmpty);

        await CallAsync<UnpauseActivityResponse>(new UnpauseActivityRequest { Namespace = "default", Execution = new() { WorkflowId = id }, Type = "act" });
        await actor.CompleteActivityAsync(await actor.PollActivityAsync(Queue));
    }

    [Fact]
    public async Task Pause_Running_TellsTheWorkerAndHoldsTheNextAttempt()
    {
        await BeginAsync(a => a.RetryPolicy = new() { InitialInterval = Make.Seconds(0.01) });
        var first = await actor.PollActivityAsync(Queue);
        await CallAsync<PauseActivityResponse>(new PauseActivityRequest { Namespace = "default", Execution = new() { WorkflowId = id }, Id = "a" });
        Assert.Equal((PendingActivityState.PauseRequested, true), await StateAsync());
        Assert.True((await HeartbeatAsync(first)).ActivityPaused);

        await actor.FailActivityAsync(first, Make.Failure("boom"));
        Assert.Equal((PendingActivityState.Paused, true), await StateAsync());
        await CallAsync<UnpauseActivityResponse>(new UnpauseActivityRequest { Namespace = "default", Execution = new() { WorkflowId = id }, UnpauseAll = true });
        Assert.Equal(2, (await actor.PollActivityAsync(Queue)).Attempt);
    }

    [Fact]
    public async Task Reset_InBackoff_IsTheFirstAttemptAtOnce()
    {
        await BeginAsync(a => a.RetryPolicy = new() { InitialInterval = Make.Seconds(3600) });
        var first = await actor.PollActivityAsync(Queue);
        await actor.HeartbeatAsync(first, "\"half\"");
        await actor.FailActivityAsync(first, Make.Failure("boom"));
        await CallAsync<ResetActivityResponse>(new ResetActivityRequest { Namespace = "default", Execution = new() { WorkflowId = id }, Id = "a", ResetHeartbeat = true });
        var again = await actor.PollActivityAsync(Queue);
        Assert.Equal(1, again.Attempt);
        Assert.Null(again.HeartbeatDetails);
    }

    [Fact]
    public async Task Reset_Running_TellsTheWorkerAndCountsItsAttempt()
    {
        await BeginAsync(a => a.RetryPolicy = new() { InitialInterval = Make.Seconds(0.01), MaximumAttempts = 2 });
        var first = await actor.PollActivityAsync(Queue);
        await CallAsync<ResetActivityResponse>(new ResetActivityRequest { Namespace = "default", Execution = new() { WorkflowId = id }, MatchAll = true });
        Assert.True((await HeartbeatAsync(first)).ActivityReset);
        await actor.FailActivityAsync(first, Make.Failure("boom"));
        var again = await actor.PollActivityAsync(Queue);
        Assert.Equal(2, again.Attempt);
        Assert.False((await HeartbeatAsync(again)).ActivityReset);
    }

    [Fact]
    public async Task UpdateOptions_QueueAndPolicy_CountForTheWaitingAttempt()
    {
        await BeginAsync();
        var changed = await CallAsync<UpdateActivityOptionsResponse>(new UpdateActivityOptionsRequest
        {
            Namespace = "default",
            Execution = new() { WorkflowId = id },
            Id = "a",
            ActivityOptions = new() { TaskQueue = Make.Queue("elsewhere-" + id), RetryPolicy = new() { MaximumAttempts = 7 } },
            UpdateMask = FieldMask.FromString("task_queue,retry_policy.maximum_attempts"),
        });
        Assert.Equal(7, changed.ActivityOptions.RetryPolicy.MaximumAttempts);
        Assert.Equal("a", (await actor.PollActivityAsync("elsewhere-" + id)).ActivityId);
        // What the workflow asked for stays on record.
        Assert.Equal(Queue, (await actor.HistoryAsync(id)).Events[4].ActivityTaskScheduledEventAttributes.TaskQueue.Name);
    }

    [Fact]
    public async Task UpdateOptions_RestoreOriginal_TakesChangesBack()
    {
        await BeginAsync();
        await CallAsync<UpdateActivityOptionsResponse>(Change("start_to_close_timeout"));
        var restored = await CallAsync<UpdateActivityOptionsResponse>(
            new UpdateActivityOptionsRequest { Namespace = "default", Execution = new() { WorkflowId = id }, Id = "a", RestoreOriginal = true });
        Assert.Equal(Make.Seconds(30), restored.ActivityOptions.StartToCloseTimeout);
    }

    [Fact]
    public async Task UpdateOptions_UnknownField_ChangesNothing()
    {
        await BeginAsync();
        await CallAsync<UpdateActivityOptionsResponse>(Change("colour"));
        Assert.Equal(Make.Seconds(30), (await PendingAsync()).ActivityOptions.StartToCloseTimeout);
    }

    [Fact]
    public async Task Pause_UnknownActivity_IsNotFound()
    {
        await BeginAsync();
        var failure = await Assert.ThrowsAsync<RpcFailure>(
            () => CallAsync<PauseActivityResponse>(new PauseActivityRequest { Namespace = "default", Execution = new() { WorkflowId = id }, Id = "b" }));
        Assert.Equal(StatusCode.NotFound, failure.Code);
    }

    private UpdateActivityOptionsRequest Change(string mask)
    {
        var request = new UpdateActivityOptionsRequest
        {
            Namespace = "default",
            Execution = new() { WorkflowId = id },
            Id = "a",
            ActivityOptions = new() { StartToCloseTimeout = Make.Seconds(77) },
            UpdateMask = new FieldMask(),
        };
        request.UpdateMask.Paths.Add(mask.Split(','));
        return request;
    }

    private async Task BeginAsync(Action<Api.Command.V1.ScheduleActivityTaskCommandAttributes>? change = null)
    {
        await actor.StartAsync(id, Queue);
        await actor.CompleteAsync(await actor.PollAsync(Queue), Make.Activity("a", Queue, change));
    }

    private Task<T> CallAsync<T>(IMessage request)
        where T : IMessage<T>, new() => actor.Client.CallAsync<T>(request);

    private async Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(PollActivityTaskQueueResponse task) =>
        await actor.Client.CallAsync<RecordActivityTaskHeartbeatResponse>(new RecordActivityTaskHeartbeatRequest { Namespace = "default", TaskToken = task.TaskToken });

    private async Task<PendingActivityInfo> PendingAsync() => (await actor.DescribeAsync(id)).PendingActivities.Single();

    private async Task<(PendingActivityState State, bool Paused)> StateAsync()
    {
        var pending = await PendingAsync();
        return (pending.State, pending.Paused);
    }
}
