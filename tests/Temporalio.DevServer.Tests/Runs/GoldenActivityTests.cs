using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Runs;

/// <summary>Histories of activities and timers are those the real service wrote.</summary>
public sealed class GoldenActivityTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Actor actor = service.Actor;

    [Fact]
    public async Task Activity_Completed_WritesStartWithClose()
    {
        await actor.StartAsync("e01", "e01-queue", r => r.Input = Make.Json("\"World\""));
        var task = await actor.PollAsync("e01-queue");
        await actor.CompleteAsync(task, r =>
        {
            r.StickyAttributes = Make.Sticky("e01-sticky");
            r.Commands.Add(Make.Activity("1", "e01-queue", a => a.Input = Make.Json("\"World\"")));
        });
        var sticky = actor.PollAsync("e01-sticky", sticky: true);
        var activity = await actor.PollActivityAsync("e01-queue");
        await actor.CompleteActivityAsync(activity, "\"Hello\"");
        var second = await sticky;
        Assert.Equal(3, second.PreviousStartedEventId);
        Assert.Equal(4, second.History.Events[0].EventId);
        await actor.CompleteAsync(second, r =>
        {
            r.StickyAttributes = Make.Sticky("e01-sticky");
            r.Commands.Add(Make.Complete("\"Hello\""));
        });
        await AssertHistoryAsync("E01-activity", "e01");
    }

    [Fact]
    public async Task Activity_FailsTwice_LeavesOneStartWithLastAttempt()
    {
        await ScheduleAsync("e02", a => a.RetryPolicy = new() { InitialInterval = Make.Seconds(0.2), BackoffCoefficient = 1 });
        await actor.FailActivityAsync(await actor.PollActivityAsync("e02-queue"), Make.Failure("first"));
        await actor.FailActivityAsync(await actor.PollActivityAsync("e02-queue"), Make.Failure("second"));
        await actor.CompleteActivityAsync(await actor.PollActivityAsync("e02-queue"));
        await FinishAsync("E02-activity-retried", "e02");
    }

    [Fact]
    public async Task Activity_AttemptsUsedUp_Fails()
    {
        await ScheduleAsync("e03", a => a.RetryPolicy = new() { InitialInterval = Make.Seconds(0.2), BackoffCoefficient = 1, MaximumAttempts = 2 });
        await actor.FailActivityAsync(await actor.PollActivityAsync("e03-queue"), Make.Failure("boom"));
        await actor.FailActivityAsync(await actor.PollActivityAsync("e03-queue"), Make.Failure("boom"));
        await FinishAsync("E03-activity-max-attempts", "e03");
    }

    [Fact]
    public async Task Activity_NonRetryableFailure_FailsAtOnce()
    {
        await ScheduleAsync("e04");
        await actor.FailActivityAsync(await actor.PollActivityAsync("e04-queue"), Make.Failure("fatal", nonRetryable: true, type: "Fatal"));
        await FinishAsync("E04-activity-non-retryable", "e04");
    }

    [Fact]
    public async Task Activity_NobodyTakesIt_TimesOut()
    {
        await ScheduleAsync("e05", a =>
        {
            a.TaskQueue = Make.Queue("no-worker");
            a.ScheduleToStartTimeout = Make.Seconds(1);
        });
        await FinishAsync("E05-schedule-to-start-timeout", "e05");
    }

    [Fact]
    public async Task Activity_FallsSilent_TimesOutWithLastDetails()
    {
        await ScheduleAsync("e06", a =>
        {
            // Longer than on record, so that the one heartbeat is in time.
            a.HeartbeatTimeout = Make.Seconds(5);
            a.RetryPolicy = new() { MaximumAttempts = 1 };
        });
        await actor.HeartbeatAsync(await actor.PollActivityAsync("e06-queue"), "\"progress\"");
        await actor.CompleteAsync(await actor.PollAsync("e06-queue"), Make.Complete());
        var expected = HistoryJson.Golden("E06-heartbeat-timeout")
            .Replace("\"heartbeatTimeout\": \"1s\"", "\"heartbeatTimeout\": \"5s\"", StringComparison.Ordinal);
        Assert.Equal(expected, HistoryJson.Of(await actor.HistoryAsync("e06")));
    }

    [Fact]
    public async Task Timer_Elapsed_Fires()
    {
        await actor.StartAsync("e07", "e07-queue");
        await actor.CompleteAsync(await actor.PollAsync("e07-queue"), r =>
        {
            r.StickyAttributes = Make.Sticky("e07-sticky");
            r.Commands.Add(Make.Timer("1", 1));
        });
        var fired = await actor.PollAsync("e07-sticky", sticky: true);
        await actor.CompleteAsync(fired, Make.Complete());
        await AssertHistoryAsync("E07-timer", "e07");
    }

    [Fact]
    public async Task Timer_Cancelled_DoesNotFire()
    {
        await actor.StartAsync("e08", "e08-queue");
        await actor.CompleteAsync(await actor.PollAsync("e08-queue"), Make.Timer("1", 60));
        await actor.SignalAsync("e08", "go");
        await actor.CompleteAsync(await actor.PollAsync("e08-queue"), Make.CancelTimer("1"), Make.Complete());
        await AssertHistoryAsync("E08-timer-cancelled", "e08");
    }

    [Fact]
    public async Task Activities_EndDuringStartedTask_CloseBehindTheirStarts()
    {
        await actor.StartAsync("e36", "e36-queue");
        await actor.CompleteAsync(await actor.PollAsync("e36-queue"), Make.Activity("1", "e36-queue"), Make.Activity("2", "e36-queue"));
        var first = await actor.PollActivityAsync("e36-queue");
        var second = await actor.PollActivityAsync("e36-queue");
        await actor.SignalAsync("e36", "go");
        var task = await actor.PollAsync("e36-queue");
        await actor.CompleteActivityAsync(first);
        await actor.CompleteActivityAsync(second);
        await actor.CompleteAsync(task, Make.Timer("3", 60));
        await actor.CompleteAsync(await actor.PollAsync("e36-queue"), Make.CancelTimer("3"), Make.Complete());
        await AssertHistoryAsync("E36-parallel-activities-buffered", "e36");
    }

    private async Task ScheduleAsync(string id, Action<Api.Command.V1.ScheduleActivityTaskCommandAttributes>? change = null)
    {
        await actor.StartAsync(id, $"{id}-queue");
        await actor.CompleteAsync(await actor.PollAsync($"{id}-queue"), Make.Activity("1", $"{id}-queue", change));
    }

    private async Task FinishAsync(string golden, string id)
    {
        await actor.CompleteAsync(await actor.PollAsync($"{id}-queue"), Make.Complete());
        await AssertHistoryAsync(golden, id);
    }

    private async Task AssertHistoryAsync(string golden, string id) => Assert.Equal(HistoryJson.Golden(golden), HistoryJson.Of(await actor.HistoryAsync(id)));
}
