using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>B 29–40 and 44: activity timeouts and how they are filled in.</summary>
public abstract class ActivityTimeoutScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task B29_Heartbeats_KeepTheActivityAlive()
    {
        await StartActivity(a => a.HeartbeatTimeout = Seconds(8));
        var activity = await Scene.PollActivity();
        for (var second = 2; second <= 10; second += 2)
        {
            await Scene.Elapse(2);
            await Scene.Heartbeat(activity, $"{second}");
        }

        await Scene.CompleteActivity(activity);
        await Scene.HistoryIs($"{FirstTask} ActivityScheduled{{heartbeatTimeout=8s}} ActivityStarted{{attempt=1}} ActivityCompleted TaskScheduled");
    }

    [Scenario]
    public async Task B30_NoHeartbeat_TimesOutWithTheLastDetails()
    {
        await StartActivity(a =>
        {
            a.HeartbeatTimeout = Seconds(5);
            a.RetryPolicy = Scene.Retry(attempts: 1);
        });
        await Scene.Heartbeat(await Scene.PollActivity(), "\"p1\"");
        await Scene.UntilEvent(EventType.ActivityTaskTimedOut);
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted
            ActivityTimedOut{retryState=MAXIMUM_ATTEMPTS_REACHED, failure.timeoutFailureInfo.timeoutType=HEARTBEAT,
                failure.timeoutFailureInfo.lastHeartbeatDetails.payloads[0]='json/plain "p1"'}
            TaskScheduled
            """);
    }

    [Scenario]
    public async Task B31_HeartbeatTimeoutWithRetries_StartsAnotherAttempt()
    {
        await StartActivity(a =>
        {
            a.HeartbeatTimeout = Seconds(1);
            a.RetryPolicy = Scene.Retry(initial: 0.1);
        });
        await Scene.PollActivity();
        Assert.Equal(2, (await Scene.PollActivity()).Attempt);
        await Scene.HistoryListed($"{FirstTask} ActivityScheduled");
        Scene.Has(
            await Scene.Describe(),
            "pendingActivities[0].lastFailure.message=activity Heartbeat timeout, pendingActivities[0].attempt=*");
    }

    [Scenario]
    public async Task B32_StartToCloseTimeout_IsAServerFailure()
    {
        await StartActivity(a =>
        {
            a.StartToCloseTimeout = Seconds(1);
            a.RetryPolicy = Scene.Retry(attempts: 1);
        });
        await Scene.PollActivity();
        await Scene.UntilEvent(EventType.ActivityTaskTimedOut);
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted
            ActivityTimedOut{retryState=MAXIMUM_ATTEMPTS_REACHED, failure.message=activity StartToClose timeout, failure.source=Server,
                failure.timeoutFailureInfo.timeoutType=START_TO_CLOSE}
            TaskScheduled
            """);
    }

    [Scenario]
    public async Task B33_ScheduleToStartTimeout_HasNoStartedEvent()
    {
        await StartActivity(a =>
        {
            a.ScheduleToStartTimeout = Seconds(1);
            a.TaskQueue.Name = $"{Scene.Id}-nobody";
        });
        await Scene.UntilEvent(EventType.ActivityTaskTimedOut);
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled
            ActivityTimedOut{retryState=TIMEOUT, startedEventId=-, failure.timeoutFailureInfo.timeoutType=SCHEDULE_TO_START}
            TaskScheduled
            """);
    }

    [Scenario]
    public async Task B34_ScheduleToCloseBetweenAttempts_CarriesTheLastFailureAsCause()
    {
        await StartActivity(a =>
        {
            a.ScheduleToCloseTimeout = Seconds(9);
            a.RetryPolicy = Scene.Retry(initial: 1);
        });
        await Scene.FailActivity(await Scene.PollActivity(), Failures.Application("real cause"));
        await Scene.UntilEvent(EventType.ActivityTaskTimedOut);
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled
            ActivityTimedOut{retryState=TIMEOUT, failure.timeoutFailureInfo.timeoutType=SCHEDULE_TO_CLOSE, failure.cause.message=real cause}
            TaskScheduled
            """);
    }

    [Scenario]
    public async Task B35_NextRetryBeyondScheduleToClose_FailsWithTheRealFailure()
    {
        await StartActivity(a =>
        {
            a.ScheduleToCloseTimeout = Seconds(60);
            a.RetryPolicy = Scene.Retry(initial: 100);
        });
        await Scene.FailActivity(await Scene.PollActivity(), Failures.Application("real cause"));
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted
            ActivityFailed{retryState=TIMEOUT, failure.message=real cause}
            TaskScheduled
            """);
    }

    [Scenario]
    public async Task B36_TimeoutWhoseRetryIsTooLate_SaysSo()
    {
        await StartActivity(a =>
        {
            a.StartToCloseTimeout = Seconds(1);
            a.ScheduleToCloseTimeout = Seconds(60);
            a.RetryPolicy = Scene.Retry(initial: 100);
        });
        await Scene.PollActivity();
        await Scene.UntilEvent(EventType.ActivityTaskTimedOut);
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted
            ActivityTimedOut{retryState=TIMEOUT, failure.timeoutFailureInfo.timeoutType=SCHEDULE_TO_CLOSE,
                failure.message='Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying'}
            TaskScheduled
            """);
    }

    [Scenario]
    public async Task B37_OnlyScheduleToClose_FillsTheOtherTimeouts()
    {
        await StartActivity(a =>
        {
            a.ScheduleToCloseTimeout = Seconds(30);
            a.StartToCloseTimeout = null;
        });
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled{scheduleToCloseTimeout=30s, scheduleToStartTimeout=30s, startToCloseTimeout=30s, heartbeatTimeout=0s}
            """);
    }

    [Scenario]
    public async Task B38_NoTimeout_FailsTheTask()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        var error = await Scene.Refused(
            GrpcCode.InvalidArgument, () => Scene.Complete(task, Scene.ScheduleActivity(change: a => a.StartToCloseTimeout = null)));
        Assert.StartsWith("BadScheduleActivityAttributes: ", error.Text, StringComparison.Ordinal);
        await Scene.HistoryIs($$"""
            Started TaskScheduled TaskStarted
            TaskFailed{cause=BAD_SCHEDULE_ACTIVITY_ATTRIBUTES, failure.message='{{error.Text.Replace(Scene.Id, "<id>", StringComparison.Ordinal)}}', identity=worker@example}
            """);
    }

    [Scenario]
    public async Task B39_NoRetryPolicy_ShowsTheDefaults()
    {
        await StartActivity(a => a.RetryPolicy = null);
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled{retryPolicy.initialInterval=1s, retryPolicy.backoffCoefficient=2,
                retryPolicy.maximumInterval=100s, retryPolicy.maximumAttempts=-}
            """);
    }

    [Scenario]
    public async Task B40_RunTimeout_ClipsTheActivityTimeouts()
    {
        await Scene.Start(r => r.WorkflowRunTimeout = Seconds(20));
        await Scene.RunTask(Scene.ScheduleActivity());
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled{startToCloseTimeout=20s, scheduleToCloseTimeout=20s, scheduleToStartTimeout=20s}
            """);
    }

    [Scenario]
    public async Task B44_CompletionAfterTimeout_IsNotFound()
    {
        await StartActivity(a =>
        {
            a.StartToCloseTimeout = Seconds(1);
            a.RetryPolicy = Scene.Retry(attempts: 1);
        });
        var activity = await Scene.PollActivity();
        await Scene.UntilEvent(EventType.ActivityTaskTimedOut);
        const string Gone = "invalid activityID or activity already timed out or invoking workflow is completed";
        await Scene.Refused(GrpcCode.NotFound, () => Scene.CompleteActivity(activity), Gone);
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Heartbeat(activity, "1"), Gone);
    }

    private static Duration Seconds(double seconds) => TimeSpan.FromSeconds(seconds).ToDuration();

    private async Task StartActivity(Action<ScheduleActivityTaskCommandAttributes> change)
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity(change: change));
    }

    public sealed class OnDevService() : ActivityTimeoutScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ActivityTimeoutScenarios(ServiceKind.Real);
}
