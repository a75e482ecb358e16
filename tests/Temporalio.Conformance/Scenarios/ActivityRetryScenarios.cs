using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>B 21–28: how failed activities are tried again.</summary>
public abstract class ActivityRetryScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    /// <summary>The service's timers may be early by rounding only.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(50);

    [Scenario]
    public async Task B21_FailsTwiceThenSucceeds_LeavesOneStartedEvent()
    {
        await StartActivity(Scene.Retry(initial: 3));
        var first = await Scene.PollActivity();
        await Scene.FailActivity(first, Failures.Application("first"));
        var described = await Scene.Describe();
        Scene.Has(described, """
            pendingActivities[0].attempt=2, pendingActivities[0].state=SCHEDULED, pendingActivities[0].lastFailure.message=first,
            pendingActivities[0].nextAttemptScheduleTime=*, pendingActivities[0].lastWorkerIdentity=worker@example
            """);
        var second = await Scene.PollActivity();
        Assert.Equal(2, second.Attempt);
        await Scene.FailActivity(second, Failures.Application("second"));
        var third = await Scene.PollActivity();
        Assert.True(Gap(first, third) >= TimeSpan.FromSeconds(9) - Rounding, $"{Gap(first, third)}");
        await Scene.CompleteActivity(third);
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted{attempt=3, lastFailure.message=second} ActivityCompleted
            {{WorkflowTask}} Completed
            """);
    }

    [Scenario]
    public async Task B22_MaximumAttempts_EndsWithTheLastFailure()
    {
        await StartActivity(Scene.Retry(initial: 0.1, attempts: 2));
        await Scene.FailActivity(await Scene.PollActivity(), Failures.Application("first"));
        await Scene.FailActivity(await Scene.PollActivity(), Failures.Application("second"));
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted{attempt=2, lastFailure.message=first}
            ActivityFailed{retryState=MAXIMUM_ATTEMPTS_REACHED, failure.message=second} TaskScheduled
            """);
    }

    [Scenario]
    public async Task B23_NonRetryableFailure_IsOneAttempt()
    {
        await StartActivity(Scene.Retry());
        await Scene.FailActivity(await Scene.PollActivity(), Failures.Application(nonRetryable: true));
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted{attempt=1, lastFailure.message=-}
            ActivityFailed{retryState=NON_RETRYABLE_FAILURE} TaskScheduled
            """);
    }

    [Scenario]
    public async Task B24_NonRetryableType_MatchesExactly()
    {
        await StartActivity(Scene.Retry(initial: 0.1, nonRetryable: "Fatal"));
        await Scene.FailActivity(await Scene.PollActivity(), Failures.Application(type: "fatal"));
        var second = await Scene.PollActivity();
        Assert.Equal(2, second.Attempt);
        await Scene.FailActivity(second, Failures.Application(type: "Fatal"));
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled{retryPolicy.nonRetryableErrorTypes[0]=Fatal} ActivityStarted{attempt=2}
            ActivityFailed{retryState=NON_RETRYABLE_FAILURE} TaskScheduled
            """);
    }

    [Scenario]
    public async Task B25_NextRetryDelay_ReplacesTheInterval()
    {
        await StartActivity(Scene.Retry(initial: 0.1));
        var first = await Scene.PollActivity();
        await Scene.FailActivity(first, Failures.Application(nextRetryDelay: TimeSpan.FromSeconds(5)));
        // The real service computes it from two times, so it is about five seconds.
        var interval = Assert.Single((await Scene.Describe()).PendingActivities).CurrentRetryInterval.ToTimeSpan();
        Assert.InRange(interval, TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(5.1));
        var second = await Scene.PollActivity();
        Assert.True(Gap(first, second) >= TimeSpan.FromSeconds(5) - Rounding, $"{Gap(first, second)}");
    }

    [Scenario]
    public async Task B26_MaximumInterval_CapsTheBackoff()
    {
        await StartActivity(Scene.Retry(initial: 1, coefficient: 100, maximum: 2));
        var attempt = await Scene.PollActivity();
        foreach (var seconds in new[] { 1, 2, 2 })
        {
            await Scene.FailActivity(attempt);
            var next = await Scene.PollActivity();

            // Without the cap, the second gap would be a hundred seconds.
            Assert.InRange(Gap(attempt, next), TimeSpan.FromSeconds(seconds) - Rounding, TimeSpan.FromSeconds(90));
            attempt = next;
        }
    }

    [Scenario]
    public async Task B27_HeartbeatDetails_ReachTheNextAttempt()
    {
        await StartActivity(Scene.Retry(initial: 0.1));
        var first = await Scene.PollActivity();
        Assert.Null(first.HeartbeatDetails);
        Assert.False((await Scene.Heartbeat(first, "\"p1\"")).CancelRequested);
        await Scene.FailActivity(first);
        Assert.Equal("\"p1\"", Json.Text((await Scene.PollActivity()).HeartbeatDetails));
    }

    [Scenario]
    public async Task B28_DetailsGivenWithTheFailure_ReachTheNextAttempt()
    {
        await StartActivity(Scene.Retry(initial: 0.1));
        await Scene.FailActivity(await Scene.PollActivity(), lastHeartbeat: Json.Of("\"last\""));
        Assert.Equal("\"last\"", Json.Text((await Scene.PollActivity()).HeartbeatDetails));
    }

    private async Task StartActivity(Api.Common.V1.RetryPolicy retry)
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity(change: a => a.RetryPolicy = retry));
    }

    private static TimeSpan Gap(PollActivityTaskQueueResponse earlier, PollActivityTaskQueueResponse later)
        => later.StartedTime.ToDateTime() - earlier.StartedTime.ToDateTime();

    public sealed class OnDevService() : ActivityRetryScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ActivityRetryScenarios(ServiceKind.Real);
}
