using Temporalio.Activities;
using Temporalio.Testing;

namespace Temporalio.Tests.Testing;

public class ActivityEnvironmentTests
{
    [Fact]
    public async Task RunAsync_EachShape_RunsInAContext()
    {
        var environment = new ActivityEnvironment { Info = ActivityEnvironment.DefaultInfo with { Attempt = 3 } };
        Assert.Equal(3, await environment.RunAsync(() => ActivityExecutionContext.Current.Info.Attempt));
        Assert.Equal("test", await environment.RunAsync(async () =>
        {
            await Task.Yield();
            return ActivityExecutionContext.Current.Info.ActivityId;
        }));
        var ran = 0;
        await environment.RunAsync(() => { ran++; });
        await environment.RunAsync(() =>
        {
            ran++;
            return Task.CompletedTask;
        });
        Assert.Equal(2, ran);
        Assert.False(ActivityExecutionContext.HasCurrent);
    }

    [Fact]
    public async Task Heartbeat_InAnActivity_IsHandedOver()
    {
        var beats = new List<object?>();
        var environment = new ActivityEnvironment { Heartbeater = beats.AddRange };
        await environment.RunAsync(() => ActivityExecutionContext.Current.Heartbeat(1, "two"));
        Assert.Equal([1, "two"], beats);
    }

    [Fact]
    public async Task Cancel_WhileRunning_CancelsWithTheReason()
    {
        var environment = new ActivityEnvironment();
        var started = new TaskCompletionSource();
        var run = environment.RunAsync(async () =>
        {
            var context = ActivityExecutionContext.Current;
            var cancelled = new TaskCompletionSource();
            await using var registration = context.CancellationToken.Register(cancelled.SetResult);
            started.SetResult();
            await cancelled.Task;
            return (context.CancelReason, context.CancellationDetails);
        });
        await started.Task;
        environment.Cancel(ActivityCancelReason.Timeout);
        var (reason, details) = await run;
        Assert.Equal(ActivityCancelReason.Timeout, reason);
        Assert.True(details!.IsTimedOut);
        Assert.Equal(ActivityCancelReason.Timeout, environment.CancelReason);
    }

    [Fact]
    public async Task RunAsync_ActivityThrows_PassesItOn() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new ActivityEnvironment().RunAsync(() => throw new InvalidOperationException()));
}
