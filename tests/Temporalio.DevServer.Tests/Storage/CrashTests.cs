using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Storage;

/// <summary>The process dies without warning; what it had acknowledged is there when it comes back, and goes on.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<ChildService> services = [];

    public void Dispose()
    {
        services.ForEach(s => s.Dispose());
        folder.Dispose();
    }

    [Fact]
    public async Task Kill_UnderLoad_KeepsEveryAcknowledgedSignal()
    {
        var service = await StartAsync();
        await service.Actor.StartAsync("w", "q");
        var acknowledged = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource();
        var senders = Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var name = $"{sender}-{i}";
                await service.Actor.SignalAsync("w", name);
                acknowledged.Add(name);
                if (acknowledged.Count >= 400) enough.TrySetResult();
            }
        })).ToArray();
        await enough.Task;
        await service.KillAsync();
        foreach (var sender in senders) await Assert.ThrowsAnyAsync<Exception>(() => sender);

        var history = await (await StartAsync()).Actor.HistoryAsync("w");
        var stored = history.Events.Where(e => e.EventType == EventType.WorkflowExecutionSignaled).Select(e => e.WorkflowExecutionSignaledEventAttributes.SignalName).ToHashSet();
        Assert.Superset(acknowledged.ToHashSet(), stored);
        Assert.Equal(Enumerable.Range(1, history.Events.Count), history.Events.Select(e => (int)e.EventId));
    }

    [Fact]
    public async Task Kill_TaskScheduled_IsHandedOutAgain()
    {
        var service = await StartAsync();
        var started = await service.Actor.StartAsync("w", "q");
        await service.KillAsync();
        var task = await (await StartAsync()).Actor.PollAsync("q");
        Assert.Equal(started.RunId, task.WorkflowExecution.RunId);
    }

    [Fact]
    public async Task Kill_TaskStarted_ItsTokenStillCounts()
    {
        var service = await StartAsync();
        await service.Actor.StartAsync("w", "q", Patiently);
        var task = await service.Actor.PollAsync("q");
        await service.Actor.SignalAsync("w", "waits");
        await service.KillAsync();

        service = await StartAsync();
        await service.Actor.CompleteAsync(task, Make.Timer("1", 60));
        var types = (await service.Actor.HistoryAsync("w")).Events.Select(e => e.EventType);
        Assert.Equal(
            [
                EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskCompleted,
                EventType.TimerStarted, EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled,
            ],
            types);
    }

    [Fact]
    public async Task Kill_TaskStarted_TimesOutAfterRestart()
    {
        var service = await StartAsync();
        await service.Actor.StartAsync("w", "q", r => r.WorkflowTaskTimeout = Make.Seconds(2));
        await service.Actor.PollAsync("q");
        await service.KillAsync();
        var again = await (await StartAsync()).Actor.PollAsync("q");
        Assert.Equal(2, again.Attempt);
    }

    [Fact]
    public async Task Kill_TimerRunning_FiresAfterRestart()
    {
        var service = await StartAsync();
        await service.Actor.StartAsync("w", "q");
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("q"), Make.Timer("1", 2));
        await service.KillAsync();

        service = await StartAsync();
        var fired = (await service.Actor.PollAsync("q")).History.Events[5];
        Assert.Equal("1", fired.TimerFiredEventAttributes.TimerId);
        var started = (await service.Actor.HistoryAsync("w")).Events[4];
        Assert.True(fired.EventTime.ToDateTime() - started.EventTime.ToDateTime() >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Kill_ActivityWaitsForRetry_GoesOnWithNextAttempt()
    {
        var service = await StartAsync();
        await service.Actor.StartAsync("w", "q");
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("q"), Make.Activity("1", "q", a => a.RetryPolicy = new() { InitialInterval = Make.Seconds(1) }));
        var first = await service.Actor.PollActivityAsync("q");
        await service.Actor.HeartbeatAsync(first, "\"half\"");
        await service.Actor.FailActivityAsync(first, Make.Failure("boom"));
        await service.KillAsync();

        var second = await (await StartAsync()).Actor.PollActivityAsync("q");
        Assert.Equal(2, second.Attempt);
        Assert.Equal("\"half\"", second.HeartbeatDetails.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Kill_ActivityRunning_MayStillComplete()
    {
        var service = await StartAsync();
        await service.Actor.StartAsync("w", "q");
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("q"), Make.Activity("1", "q"));
        var activity = await service.Actor.PollActivityAsync("q");
        await service.KillAsync();

        service = await StartAsync();
        await service.Actor.CompleteActivityAsync(activity);
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("q"), Make.Complete());
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await service.Actor.CloseAsync("w")).EventType);
    }

    [Fact]
    public async Task Kill_UpdateAccepted_CompletesAfterRestart()
    {
        var service = await StartAsync();
        await service.Actor.StartAsync("w", "q");
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("q"));
        var update = service.Actor.UpdateAsync("w", "u1", UpdateWorkflowExecutionLifecycleStage.Accepted);
        var request = await AcceptAsync(service.Actor, "q");
        await update;
        await service.KillAsync();

        service = await StartAsync();
        var outcome = service.Actor.UpdateAsync("w", "u1");
        await service.Actor.SignalAsync("w", "go");
        var (command, message) = Make.Respond("u1", request.Meta, "7");
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("q"), r =>
        {
            r.Commands.Add(command);
            r.Messages.Add(message);
        });
        Assert.Equal("7", (await outcome).Outcome.Success.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Kill_ChildRunning_StillTellsItsParent()
    {
        var service = await StartAsync();
        await service.Actor.StartAsync("parent", "q");
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("q"), Make.Child("child", "child-q"));
        await service.KillAsync();

        service = await StartAsync();
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("child-q"), Make.Complete("1"));
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("q"), Make.Complete());
        Assert.Contains((await service.Actor.HistoryAsync("parent")).Events, e => e.EventType == EventType.ChildWorkflowExecutionCompleted);
    }

    [Fact]
    public async Task Kill_ScheduleWithRunningAction_GoesOnWithTheNext()
    {
        var service = await StartAsync();
        await new ScheduleActor(service.Client).CreateAsync(ScheduleActor.Every(1, s =>
        {
            s.Policies.OverlapPolicy = ScheduleOverlapPolicy.BufferOne;
            s.Action.StartWorkflow.WorkflowTaskTimeout = Make.Seconds(60);
        }));
        var first = await service.Actor.PollAsync("q");
        await service.KillAsync();

        service = await StartAsync();
        await service.Actor.CompleteAsync(first, Make.Complete("1"));
        var second = await service.Actor.PollAsync("q");
        Assert.NotEqual(first.WorkflowExecution.WorkflowId, second.WorkflowExecution.WorkflowId);
        Assert.Equal("1", second.History.Events[0].WorkflowExecutionStartedEventAttributes.LastCompletionResult.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal(2, (await new ScheduleActor(service.Client).DescribeAsync()).Info.ActionCount);
    }

    [Fact]
    public async Task Kill_AfterReset_TheNewRunGoesOn()
    {
        var service = await StartAsync();
        await service.Actor.StartAsync("w", "q");
        await service.Actor.CompleteAsync(await service.Actor.PollAsync("q"), Make.Complete());
        var reset = await service.Client.CallAsync<Api.WorkflowService.V1.ResetWorkflowExecutionResponse>(
            new Api.WorkflowService.V1.ResetWorkflowExecutionRequest
            {
                RequestId = Guid.NewGuid().ToString(),
                Namespace = "default",
                WorkflowExecution = new() { WorkflowId = "w" },
                Reason = "again",
                WorkflowTaskFinishEventId = 4,
            });
        await service.KillAsync();

        service = await StartAsync();
        var task = await service.Actor.PollAsync("q");
        Assert.Equal(reset.RunId, task.WorkflowExecution.RunId);
        await service.Actor.CompleteAsync(task, Make.Complete());
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await service.Actor.CloseAsync("w", reset.RunId)).EventType);
    }

    /// <summary>The task outlives a restart, however long that takes.</summary>
    private static void Patiently(Api.WorkflowService.V1.StartWorkflowExecutionRequest request) => request.WorkflowTaskTimeout = Make.Seconds(60);

    private static async Task<Request> AcceptAsync(Actor actor, string queue)
    {
        var task = await actor.PollAsync(queue);
        var (command, message) = Make.Accept(Assert.Single(task.Messages));
        await actor.CompleteAsync(task, r =>
        {
            r.Commands.Add(command);
            r.Messages.Add(message);
        });
        return task.Messages[0].Body.Unpack<Request>();
    }

    private async Task<ChildService> StartAsync()
    {
        var service = await ChildService.StartAsync(folder.File("service.db"));
        services.Add(service);
        return service;
    }
}
