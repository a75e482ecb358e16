using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>The exported histories of activities, timers, signals and task failures, made again event by event.</summary>
public abstract class WorkedExamples(ServiceKind kind) : ScenarioBase(kind)
{
    private const double StartToClose = 30;

    [Scenario]
    public async Task Example01_Activity()
    {
        await Scene.Start(r => r.Input = Json.Of("\"World\""));
        await Scene.CompleteSticky(await Scene.PollTask(), Activity(a => a.Input = Json.Of("\"World\"")));
        var activity = await Scene.PollActivity();
        var sticky = await Scene.BeginStickyPoll();
        await Scene.CompleteActivity(activity, "\"Hello\"");
        await Scene.CompleteSticky(await sticky, Commands.CompleteWorkflow("\"Hello\""));
        await Scene.HistoryIsExample("E01-activity");
    }

    [Scenario]
    public async Task Example02_ActivityRetried()
    {
        await StartActivity(a => a.RetryPolicy = Scene.Retry(initial: 0.2, coefficient: 1));
        await Scene.FailActivity(await Scene.PollActivity(), Failure("first"));
        await Scene.FailActivity(await Scene.PollActivity(), Failure("second"));
        await Scene.CompleteActivity(await Scene.PollActivity(), "\"r\"");
        await CompletedAs("E02-activity-retried");
    }

    [Scenario]
    public async Task Example03_ActivityMaximumAttempts()
    {
        await StartActivity(a => a.RetryPolicy = Scene.Retry(initial: 0.2, coefficient: 1, attempts: 2));
        await Scene.FailActivity(await Scene.PollActivity(), Failure("boom"));
        await Scene.FailActivity(await Scene.PollActivity(), Failure("boom"));
        await CompletedAs("E03-activity-max-attempts");
    }

    [Scenario]
    public async Task Example04_ActivityNonRetryable()
    {
        await StartActivity();
        await Scene.FailActivity(
            await Scene.PollActivity(), Failures.Application("fatal", "Fatal", nonRetryable: true, source: "test"));
        await CompletedAs("E04-activity-non-retryable");
    }

    [Scenario]
    public async Task Example05_ScheduleToStartTimeout()
    {
        await StartActivity(a =>
        {
            a.TaskQueue.Name = "no-worker";
            a.ScheduleToStartTimeout = TimeSpan.FromSeconds(1).ToDuration();
        });
        await CompletedAs("E05-schedule-to-start-timeout");
    }

    [Scenario]
    public Task Example06_HeartbeatTimeout() => InTime(async () =>
    {
        await StartActivity(a =>
        {
            a.HeartbeatTimeout = TimeSpan.FromSeconds(1).ToDuration();
            a.RetryPolicy = Scene.Retry(attempts: 1);
        });
        await Scene.Heartbeat(await Scene.PollActivity(), "\"progress\"");
        await CompletedAs("E06-heartbeat-timeout");
    });

    [Scenario]
    public async Task Example07_Timer()
    {
        await Scene.Start();
        await Scene.CompleteSticky(await Scene.PollTask(), Commands.StartTimer("1", 1));
        await Scene.CompleteSticky(await Scene.PollStickyTask(), Commands.CompleteWorkflow());
        await Scene.HistoryIsExample("E07-timer");
    }

    [Scenario]
    public async Task Example08_TimerCanceled()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
        await Scene.Signal("go");
        await Scene.RunTask(Commands.CancelTimer("1"), Commands.CompleteWorkflow());
        await Scene.HistoryIsExample("E08-timer-cancelled");
    }

    [Scenario]
    public async Task Example11_SignalBeforeFirstTask()
    {
        await Scene.Start();
        await Scene.Signal("early", "1");
        await CompletedAs("E11-signal-before-first-task");
    }

    [Scenario]
    public async Task Example12_SignalWithStart()
    {
        await Scene.SignalWithStart("go", "1");
        await CompletedAs("E12-signal-with-start");
    }

    [Scenario]
    public async Task Example13_BufferedSignal()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Signal("go");
        var answer = await Scene.Complete(
            task,
            r =>
            {
                Scene.Sticky(r);
                r.ReturnNewWorkflowTask = true;
            },
            Commands.StartTimer("1", 60));
        await Scene.Complete(answer.WorkflowTask, Commands.CancelTimer("1"), Commands.CompleteWorkflow());
        await Scene.HistoryIsExample("E13-buffered-signal");
    }

    [Scenario]
    public async Task Example14_UnhandledCommand()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Signal("late");
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Complete(task, Commands.CompleteWorkflow()), "UnhandledCommand");
        await CompletedAs("E14-unhandled-command");
    }

    [Scenario]
    public async Task Example21_TaskFailure()
    {
        await Scene.Start();
        await Scene.FailTask(await Scene.PollTask(), Failure("task failed"));
        await Scene.FailTask(await Scene.PollTask(), Failure("task failed"));
        await CompletedAs("E21-task-failure");
    }

    [Scenario]
    public async Task Example22_TaskFailureWhileSticky()
    {
        await Scene.Start();
        await Scene.CompleteSticky(await Scene.PollTask(), Commands.StartTimer("1", 0.3));
        await Scene.FailTask(await Scene.PollStickyTask(), Failure("task failed"));
        var afterwards = await Scene.PollTask();
        Assert.Equal(1, afterwards.Attempt);
        await Scene.FailTask(afterwards, Failure("task failed"));
        await CompletedAs("E22-task-failure-sticky");
    }

    [Scenario]
    public async Task Example23_StickyTimeout()
    {
        await Scene.Start();
        var first = await Scene.PollTask();

        // Has polled, and is gone before there is anything to poll for.
        await Scene.TryPollTask(3, sticky: true);
        await Scene.CompleteSticky(first, Commands.StartTimer("1", 3));
        await CompletedAs("E23-sticky-timeout");
    }

    [Scenario]
    public Task Example24_TaskTimeout() => InTime(async () =>
    {
        await Scene.Start(r => r.WorkflowTaskTimeout = TimeSpan.FromSeconds(1).ToDuration());
        await Scene.PollTask();
        await CompletedAs("E24-task-timeout");
    });

    [Scenario]
    public async Task Example36_ParallelActivitiesBuffered()
    {
        await Scene.Start();
        await Scene.RunTask(Activity(id: "1"), Activity(id: "2"));
        var activities = new[] { await Scene.PollActivity(), await Scene.PollActivity() };
        await Scene.Signal("go");
        var task = await Scene.PollTask();
        foreach (var activity in activities.OrderBy(a => a.ActivityId))
        {
            await Scene.CompleteActivity(activity, "\"r\"");
        }

        await Scene.Complete(task, Commands.StartTimer("3", 60));
        await Scene.RunTask(Commands.CancelTimer("3"), Commands.CompleteWorkflow());
        await Scene.HistoryIsExample("E36-parallel-activities-buffered");
    }

    private async Task StartActivity(Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        await Scene.Start();
        await Scene.RunTask(Activity(change));
    }

    private Command Activity(Action<ScheduleActivityTaskCommandAttributes>? change = null, string id = "1")
        => Scene.ScheduleActivity(id, a =>
        {
            a.StartToCloseTimeout = TimeSpan.FromSeconds(StartToClose).ToDuration();
            change?.Invoke(a);
        });

    private static Failure Failure(string message) => Failures.Application(message, "E", source: "test");

    /// <summary>An example that leaves a second for an answer begins again where a busy machine took longer than that.</summary>
    private async Task InTime(Func<Task> example)
    {
        var isLate = true;
        while (isLate)
        {
            try
            {
                await example();
                isLate = false;
            }
            catch (WireException late) when (late.Code == GrpcCode.NotFound)
            {
                await BeginAgain();
            }
        }
    }

    private async Task CompletedAs(string example)
    {
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIsExample(example);
    }

    public sealed class OnDevService() : WorkedExamples(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : WorkedExamples(ServiceKind.Real);
}
