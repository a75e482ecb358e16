using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>A 15–20: stickiness, task timeouts and stale answers.</summary>
public abstract class WorkflowTaskScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    /// <summary>A sticky queue nobody polled for this long counts as dead.</summary>
    private const double StickyAvailability = 10;

    [Scenario]
    public async Task A15_StickyTask_BringsOnlyNewEvents()
    {
        await Scene.Start();
        await Scene.CompleteSticky(await Scene.PollTask(), Commands.StartTimer("1", 60));
        var sticky = await Scene.BeginStickyPoll();
        await Scene.Signal("go");
        var task = await sticky;
        Assert.Equal(3, task.PreviousStartedEventId);
        Assert.Equal(8, task.StartedEventId);
        Scene.EventsAre(task.History.Events, "4:TaskCompleted 5:TimerStarted 6:Signaled 7:TaskScheduled 8:TaskStarted");
        await Scene.Complete(task, Commands.CompleteWorkflow());
    }

    [Scenario]
    public async Task A16_StickyWorkerGoneForLong_TaskGoesToTheNormalQueueAtOnce()
    {
        await Scene.Start();
        await Scene.CompleteSticky(await Scene.PollTask(), Commands.StartTimer("1", 60));
        await Scene.TryPollTask(3, sticky: true);
        await Scene.Elapse(StickyAvailability + 1);
        await Scene.Signal("go");
        var task = await Scene.PollTask();
        Scene.EventsAre(
            task.History.Events,
            "1:Started 2:TaskScheduled 3:TaskStarted 4:TaskCompleted 5:TimerStarted 6:Signaled 7:TaskScheduled 8:TaskStarted");
        await Scene.Complete(task, Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}} TimerStarted Signaled
            TaskScheduled{taskQueue.kind=STICKY, taskQueue.name=<id>-sticky} TaskStarted TaskCompleted Completed
            """);
    }

    [Scenario]
    public async Task A17_StickyWorkerJustGone_TaskTimesOutThenGoesToTheNormalQueue()
    {
        await Scene.Start();
        await Scene.CompleteSticky(await Scene.PollTask(), Commands.StartTimer("1", 60));
        await Scene.TryPollTask(3, sticky: true);
        await Scene.Signal("go");
        var task = await Scene.PollTask();
        Assert.Equal("1:Started", $"{task.History.Events[0].EventId}:{Histories.HistoryText.ShortName(task.History.Events[0])}");
        await Scene.Complete(task, Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}} TimerStarted Signaled
            TaskScheduled{taskQueue.kind=STICKY, attempt=1} TaskTimedOut{timeoutType=SCHEDULE_TO_START, scheduledEventId=7}
            TaskScheduled{taskQueue.kind=NORMAL, attempt=1} TaskStarted TaskCompleted Completed
            """);
    }

    [Scenario]
    public async Task A18_WorkerNeverAnswers_TimeoutIsWrittenOnce()
    {
        await StartWithShortTasks();
        await Scene.PollTask();
        var second = await Scene.PollTask();
        Assert.Equal(2, second.Attempt);
        await Scene.HistoryListed("Started TaskScheduled TaskStarted TaskTimedOut{timeoutType=START_TO_CLOSE}");
        var third = await Scene.PollTask();
        Assert.Equal(3, third.Attempt);
        await Scene.HistoryListed("Started TaskScheduled TaskStarted TaskTimedOut");
        await Scene.Complete(third, Commands.CompleteWorkflow());
        await Scene.HistoryIs("""
            Started TaskScheduled TaskStarted TaskTimedOut{timeoutType=START_TO_CLOSE, startedEventId=3}
            TaskScheduled{attempt=3} TaskStarted TaskCompleted Completed
            """);
    }

    [Scenario]
    public async Task A19_AnswerAfterTimeout_IsNotFound()
    {
        await StartWithShortTasks();
        var late = await Scene.PollTask();
        await Scene.UntilEvent(EventType.WorkflowTaskTimedOut);
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Complete(late, Commands.CompleteWorkflow()), "Workflow task not found.");
        await Scene.HistoryListed("Started TaskScheduled TaskStarted TaskTimedOut");
    }

    [Scenario]
    public async Task A20_TwoAnswersToOneTask_SecondIsNotFound()
    {
        await Scene.Start();
        var task = await Scene.RunTask(Commands.StartTimer("1", 60));
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Complete(task, Commands.StartTimer("2", 60)), "Workflow task not found.");
        await Scene.HistoryListed($"{FirstTask} TimerStarted");

        await Scene.Signal("go");
        var last = await Scene.RunTask(Commands.CompleteWorkflow());
        // The real service answers as for an open run, not `workflow execution already completed`.
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Complete(last, Commands.CompleteWorkflow()), "Workflow task not found.");
    }

    [Scenario]
    public async Task A20_AnswerAfterTerminate_IsNotFound()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Terminate();
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Complete(task, Commands.CompleteWorkflow()), "Workflow task not found.");
        await Scene.HistoryListed("Started TaskScheduled TaskStarted TaskFailed{cause=FORCE_CLOSE_COMMAND} Terminated");
    }

    [Scenario]
    public async Task S40_StickinessForgotten_TaskThatWaitsForTheDeadWorkerComesToAnother()
    {
        await Scene.Start();
        var first = await Scene.PollTask();

        // Has polled, so that its queue counts as alive, and is gone before the task comes.
        await Scene.TryPollTask(3, sticky: true);
        await Scene.CompleteSticky(first, Commands.StartTimer("1", 60));
        await Scene.Signal("go");
        await Scene.Call<ResetStickyTaskQueueRequest, ResetStickyTaskQueueResponse>(
            "ResetStickyTaskQueue", new() { Namespace = Scene.Namespace, Execution = Scene.Execution() });

        await Scene.Complete(await Scene.PollTask(), Commands.CompleteWorkflow());
        await Scene.HistoryListed($"{FirstTask} TimerStarted Signaled TaskScheduled TaskTimedOut TaskScheduled TaskStarted TaskCompleted Completed");
    }

    private Task StartWithShortTasks() => Scene.Start(r => r.WorkflowTaskTimeout = TimeSpan.FromSeconds(5).ToDuration());

    public sealed class OnDevService() : WorkflowTaskScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : WorkflowTaskScenarios(ServiceKind.Real);
}
