using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Schedules;

/// <summary>Schedules on a clock that the tests move. The service begins at a full hour.</summary>
public sealed class ScheduleTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private DevService? service;
    private RpcClient? client;

    private Actor Actor => new(client!);

    private ScheduleActor Schedule => new(client!);

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync() => await StopAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Due_Action_IsStartedWithTheTimeInItsId()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60));
        clock.Advance(TimeSpan.FromMinutes(1));
        var task = await Actor.PollAsync("q");
        Assert.Equal("action-2030-01-01T00:01:00Z", task.WorkflowExecution.WorkflowId);
        var info = (await Schedule.DescribeAsync()).Info;
        Assert.Equal(task.WorkflowExecution, Assert.Single(info.RunningWorkflows));
        Assert.Equal("2030-01-01T00:02:00Z", info.FutureActionTimes[0].ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ"));
    }

    [Fact]
    public async Task Restart_TimesWithinTheWindow_AreCaughtUp()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60, s => s.Policies.OverlapPolicy = ScheduleOverlapPolicy.AllowAll));
        await StopAsync();
        clock.Advance(TimeSpan.FromMinutes(3));
        await StartAsync();
        var started = new[] { await Actor.PollAsync("q"), await Actor.PollAsync("q"), await Actor.PollAsync("q") };
        Assert.Equal(
            ["action-2030-01-01T00:01:00Z", "action-2030-01-01T00:02:00Z", "action-2030-01-01T00:03:00Z"],
            started.Select(t => t.WorkflowExecution.WorkflowId).Order());
        Assert.Equal((3, 0), await CountsAsync(i => i.MissedCatchupWindow));
    }

    [Fact]
    public async Task Restart_TimesBeyondTheWindow_AreMissed()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60, s => s.Policies.CatchupWindow = Make.Seconds(90)));
        await StopAsync();
        clock.Advance(TimeSpan.FromMinutes(3));
        await StartAsync();
        await Actor.PollAsync("q");
        Assert.Equal((1, 1), await CountsAsync(i => i.MissedCatchupWindow));
        Assert.Equal(1, (await Schedule.DescribeAsync()).Info.OverlapSkipped);
    }

    [Fact]
    public async Task Unpause_TimesMeanwhile_AreNotRun()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60));
        await Schedule.PatchAsync(new SchedulePatch { Pause = "quiet" });
        clock.Advance(TimeSpan.FromMinutes(5.5));
        await Schedule.PatchAsync(new SchedulePatch { Unpause = "again" });
        Assert.Equal((0, 0), await CountsAsync(i => i.MissedCatchupWindow));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("action-2030-01-01T00:06:00Z", (await Actor.PollAsync("q")).WorkflowExecution.WorkflowId);
    }

    [Fact]
    public async Task BufferAll_AfterAnEnd_TheNextIsStartedWithItsResult()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60, s => s.Policies.OverlapPolicy = ScheduleOverlapPolicy.BufferAll));
        for (var minute = 0; minute < 3; minute++) clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 2), await CountsAsync(i => i.BufferSize));
        await StopAsync();
        await StartAsync();
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.Complete("\"one\""));
        var second = await Actor.PollAsync("q");
        Assert.Equal("action-2030-01-01T00:02:00Z", second.WorkflowExecution.WorkflowId);
        Assert.Equal("\"one\"", second.History.Events[0].WorkflowExecutionStartedEventAttributes.LastCompletionResult.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal((2, 1), await CountsAsync(i => i.BufferSize));
    }

    [Fact]
    public async Task CancelOther_Overlap_AsksTheRunningOneToStop()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60, s => s.Policies.OverlapPolicy = ScheduleOverlapPolicy.CancelOther));
        clock.Advance(TimeSpan.FromMinutes(1));
        await Actor.CompleteAsync(await Actor.PollAsync("q"));
        clock.Advance(TimeSpan.FromMinutes(1));
        var cancelled = await Actor.PollAsync("q");
        var request = cancelled.History.Events[4].WorkflowExecutionCancelRequestedEventAttributes;
        Assert.Equal("cancelled by schedule overlap policy", request.Cause);
        await Actor.CompleteAsync(cancelled, Make.CancelWorkflow());
        Assert.Equal("action-2030-01-01T00:02:00Z", (await Actor.PollAsync("q")).WorkflowExecution.WorkflowId);
    }

    [Fact]
    public async Task ContinuedAction_StillCountsAsRunning()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60));
        clock.Advance(TimeSpan.FromMinutes(1));
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.ContinueAsNew("1"));
        clock.Advance(TimeSpan.FromMinutes(1));
        await Actor.CompleteAsync(await Actor.PollAsync("q"), Make.Complete());
        Assert.Equal((1, 1), await CountsAsync(i => i.OverlapSkipped));
        Assert.Empty((await Schedule.DescribeAsync()).Info.RunningWorkflows);
    }

    [Fact]
    public async Task TimedOutAction_PausesWithANote()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(3600, s =>
        {
            s.Policies.PauseOnFailure = true;
            s.Action.StartWorkflow.WorkflowRunTimeout = Make.Seconds(10);
        }));
        await Schedule.TriggerAsync();
        clock.Advance(TimeSpan.FromSeconds(11));
        await Actor.CloseAsync("action-2030-01-01T00:00:00Z");
        var state = (await Schedule.DescribeAsync()).Schedule.State;
        Assert.Equal((true, "paused due to workflow timeout: action-2030-01-01T00:00:00Z"), (state.Paused, state.Notes));
    }

    [Fact]
    public async Task Backfill_ManyTimes_GoesOnInSteps()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60, s => s.State.Paused = true));
        await Schedule.PatchAsync(new SchedulePatch
        {
            BackfillRequest =
            {
                new BackfillRequest
                {
                    StartTime = new DateTime(2029, 1, 1, 0, 1, 0, DateTimeKind.Utc).ToTimestamp(),
                    EndTime = new DateTime(2029, 1, 1, 0, 15, 0, DateTimeKind.Utc).ToTimestamp(),
                    OverlapPolicy = ScheduleOverlapPolicy.AllowAll,
                },
            },
        });
        Assert.Equal((10, 0), await CountsAsync(i => i.BufferDropped));
        await StopAsync();
        await StartAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((15, 0), await CountsAsync(i => i.BufferDropped));
        var last = (await Schedule.DescribeAsync()).Info.RecentActions[^1];
        Assert.Equal("action-2029-01-01T00:15:00Z", last.StartWorkflowResult.WorkflowId);
    }

    [Fact]
    public async Task Update_NewSpec_IsFollowedFromNowOn()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(3600));
        clock.Advance(TimeSpan.FromMinutes(30));
        await Schedule.UpdateAsync(ScheduleActor.Every(60));
        Assert.Equal((0, 0), await CountsAsync(i => i.MissedCatchupWindow));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("action-2030-01-01T00:31:00Z", (await Actor.PollAsync("q")).WorkflowExecution.WorkflowId);
    }

    [Fact]
    public async Task Finished_AfterAWeek_IsGone()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60, s => s.Spec.EndTime = new DateTime(2029, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToTimestamp()));
        clock.Advance(TimeSpan.FromDays(6.9));
        await Schedule.DescribeAsync();
        clock.Advance(TimeSpan.FromDays(0.1));
        var gone = await Assert.ThrowsAsync<RpcFailure>(Schedule.DescribeAsync);
        Assert.Equal("schedule not found", gone.Text);
        Assert.Empty(await Schedule.ListAsync());
    }

    [Fact]
    public async Task List_IsNoListOfWorkflows()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60));
        await new ScheduleActor(client!, "other").CreateAsync(ScheduleActor.Every(60, s => s.State.Paused = true));
        Assert.Equal(["other"], (await Schedule.ListAsync("TemporalSchedulePaused = true")).Select(s => s.ScheduleId));
        Assert.Equal(["s"], (await Schedule.ListAsync("ScheduleId = 's'")).Select(s => s.ScheduleId));
        Assert.Equal((2, 1), (await Schedule.CountAsync(), await Schedule.CountAsync("TemporalSchedulePaused = false")));
        var runs = await client!.CallAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Namespace = "default" });
        Assert.Empty(runs.Executions);
        var refused = await Assert.ThrowsAsync<RpcFailure>(() => Schedule.ListAsync("WorkflowType = 'wf'"));
        Assert.Equal("invalid query filter for schedules: cannot filter on \"WorkflowType\"", refused.Text);
    }

    [Fact]
    public async Task Delete_RunningAction_GoesOn()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60));
        clock.Advance(TimeSpan.FromMinutes(1));
        var task = await Actor.PollAsync("q");
        await Schedule.DeleteAsync();
        await StopAsync();
        await StartAsync();
        Assert.Empty(await Schedule.ListAsync());
        await Actor.CompleteAsync(task, Make.Complete());
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await Actor.CloseAsync(task.WorkflowExecution.WorkflowId)).EventType);
    }

    [Fact]
    public async Task Create_SameRequestTwice_IsOneSchedule()
    {
        await Schedule.CreateAsync(ScheduleActor.Every(60), r => r.RequestId = "once");
        await Schedule.CreateAsync(ScheduleActor.Every(60), r => r.RequestId = "once");
        await Assert.ThrowsAsync<RpcFailure>(() => Schedule.CreateAsync(ScheduleActor.Every(60)));
        Assert.Single(await Schedule.ListAsync());
    }

    [Fact]
    public async Task Create_CronInTheAction_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<RpcFailure>(
            () => Schedule.CreateAsync(ScheduleActor.Every(60, s => s.Action.StartWorkflow.CronSchedule = "* * * * *")));
        Assert.Equal("Scheduled workflow must not contain CronSchedule", refused.Text);
    }

    private async Task<(long Actions, long Other)> CountsAsync(Func<ScheduleInfo, long> other)
    {
        var info = (await Schedule.DescribeAsync()).Info;
        return (info.ActionCount, other(info));
    }

    private async Task StartAsync()
    {
        service = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = folder.File("service.db"), TimeProvider = clock });
        client = new RpcClient(service.Address);
    }

    private async Task StopAsync()
    {
        client?.Dispose();
        if (service is not null) await service.DisposeAsync();
    }
}
