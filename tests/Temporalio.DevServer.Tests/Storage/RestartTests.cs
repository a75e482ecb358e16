using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Storage;

/// <summary>Deadlines are points in time: a stop does not move them.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Restart_TimerDueMeanwhile_FiresAtOnce()
    {
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            await actor.CompleteAsync(await actor.PollAsync("q"), Make.Timer("1", 3600));
        });
        clock.Advance(TimeSpan.FromHours(2));
        await WithServiceAsync(async actor =>
        {
            var task = await actor.PollAsync("q");
            Assert.Equal("1", task.History.Events[5].TimerFiredEventAttributes.TimerId);
        });
    }

    [Fact]
    public async Task Restart_TimerNotDue_WaitsForItsOriginalTime()
    {
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            await actor.CompleteAsync(await actor.PollAsync("q"), Make.Timer("1", 3600));
        });
        clock.Advance(TimeSpan.FromMinutes(59));
        await WithServiceAsync(async actor =>
        {
            Assert.Equal(5, (await actor.HistoryAsync("w")).Events.Count);
            clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(EventType.TimerFired, (await actor.PollAsync("q")).History.Events[5].EventType);
        });
    }

    [Fact]
    public async Task Restart_RunTimeoutPassed_ClosesTheRun()
    {
        await WithServiceAsync(actor => actor.StartAsync("w", "q", r => r.WorkflowRunTimeout = Make.Seconds(60)));
        clock.Advance(TimeSpan.FromMinutes(2));
        await WithServiceAsync(async actor => Assert.Equal(EventType.WorkflowExecutionTimedOut, (await actor.CloseAsync("w")).EventType));
    }

    [Fact]
    public async Task Restart_ActivityTimeoutPassed_ClosesTheActivity()
    {
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            await actor.CompleteAsync(await actor.PollAsync("q"), Make.Activity("1", "q", a => a.ScheduleToCloseTimeout = Make.Seconds(100)));
        });
        clock.Advance(TimeSpan.FromMinutes(5));
        await WithServiceAsync(async actor => Assert.Equal(EventType.ActivityTaskTimedOut, (await actor.PollAsync("q")).History.Events[5].EventType));
    }

    [Fact]
    public async Task Restart_ClosedRun_IsDescribedListedAndRead()
    {
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            await actor.CompleteAsync(await actor.PollAsync("q"), Make.Complete());
        });
        await WithServiceAsync(async actor =>
        {
            Assert.Equal(WorkflowExecutionStatus.Completed, (await actor.DescribeAsync("w")).WorkflowExecutionInfo.Status);
            Assert.Equal(5, (await actor.HistoryAsync("w")).Events.Count);
            var list = await actor.Client.CallAsync<Api.WorkflowService.V1.ListWorkflowExecutionsResponse>(
                new Api.WorkflowService.V1.ListWorkflowExecutionsRequest { Namespace = "default", Query = "ExecutionStatus = 'Completed'" });
            Assert.Equal("w", Assert.Single(list.Executions).Execution.WorkflowId);
        });
    }

    [Fact]
    public async Task Restart_RetentionOver_RunIsGone()
    {
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            await actor.TerminateAsync("w");
        });
        clock.Advance(TimeSpan.FromHours(25));
        await WithServiceAsync(async actor =>
        {
            var gone = await Assert.ThrowsAsync<RpcFailure>(() => actor.DescribeAsync("w"));
            Assert.Equal("workflow not found for ID: w", gone.Text);
        });
    }

    private async Task WithServiceAsync(Func<Actor, Task> use)
    {
        await using var service = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = folder.File("service.db"), TimeProvider = clock });
        using var client = new RpcClient(service.Address);
        await use(new Actor(client));
    }
}
