using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>A 1–10 and 14: starting, running and closing.</summary>
public abstract class CoreLoopScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task A01_StartWithoutWorker_SchedulesTheFirstTask()
    {
        var started = await Scene.Start();
        Assert.True(started.Started);
        Assert.Equal(WorkflowExecutionStatus.Running, started.Status);
        await Scene.HistoryIs("Started{attempt=1, workflowTaskTimeout=10s} TaskScheduled{attempt=1, taskQueue.kind=NORMAL}");
        var described = await Scene.Describe();
        Scene.Has(described, "workflowExecutionInfo.status=RUNNING, pendingWorkflowTask.state=SCHEDULED, pendingWorkflowTask.attempt=1");
    }

    [Scenario]
    public async Task A02_WorkerCompletesAtOnce_ClosesWithTheResult()
    {
        await Scene.Start(r => r.Input = Json.Of("[1]"));
        var task = await Scene.RunTask(Commands.CompleteWorkflow("42"));
        Assert.Equal(3, task.StartedEventId);
        Assert.Equal(0, task.PreviousStartedEventId);
        Scene.EventsAre(task.History.Events, "1:Started 2:TaskScheduled 3:TaskStarted");
        await Scene.HistoryIs($"{FirstTask} Completed{{workflowTaskCompletedEventId=4}}");
        var close = await CloseEvent();
        Assert.Equal("42", Json.Text(close.WorkflowExecutionCompletedEventAttributes.Result));
    }

    [Scenario]
    public async Task A03_OneActivity_SecondTaskNamesTheStickyQueue()
    {
        await Scene.Start();
        await Scene.CompleteSticky(await Scene.PollTask(), Scene.ScheduleActivity());
        var activity = await Scene.PollActivity();
        var sticky = await Scene.BeginStickyPoll();
        await Scene.CompleteActivity(activity);
        await Scene.CompleteSticky(await sticky, Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}}
            ActivityScheduled{activityId=1, workflowTaskCompletedEventId=4}
            ActivityStarted{scheduledEventId=5, attempt=1}
            ActivityCompleted{scheduledEventId=5, startedEventId=6}
            TaskScheduled{taskQueue.kind=STICKY, taskQueue.name=<id>-sticky, taskQueue.normalName=<id>-queue}
            TaskStarted TaskCompleted
            Completed{workflowTaskCompletedEventId=10}
            """);
    }

    [Scenario]
    public async Task A04_TwoSequentialActivities_IdsHaveNoGaps()
    {
        await Scene.Start();
        foreach (var id in new[] { "1", "2" })
        {
            await Scene.RunTask(Scene.ScheduleActivity(id));
            await Scene.CompleteActivity(await Scene.PollActivity());
        }

        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}}
            ActivityScheduled{workflowTaskCompletedEventId=4} ActivityStarted ActivityCompleted {{WorkflowTask}}
            ActivityScheduled{workflowTaskCompletedEventId=10} ActivityStarted ActivityCompleted {{WorkflowTask}}
            Completed{workflowTaskCompletedEventId=16}
            """);
    }

    [Scenario]
    public async Task A05_ThreeParallelActivities_TheirClosesShareOneTask()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity("1"), Scene.ScheduleActivity("2"), Scene.ScheduleActivity("3"));
        var polled = new[] { await Scene.PollActivity(), await Scene.PollActivity(), await Scene.PollActivity() };
        foreach (var activity in polled.OrderBy(a => a.ActivityId))
        {
            await Scene.CompleteActivity(activity);
        }

        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}}
            ActivityScheduled{activityId=1} ActivityScheduled{activityId=2} ActivityScheduled{activityId=3}
            ActivityStarted{scheduledEventId=5} ActivityCompleted{startedEventId=8}
            TaskScheduled
            ActivityStarted{scheduledEventId=6} ActivityCompleted
            ActivityStarted{scheduledEventId=7} ActivityCompleted
            TaskStarted TaskCompleted Completed
            """);
    }

    [Scenario]
    public async Task A06_WorkflowReturnsNull_ResultIsOneNullPayload()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.CompleteWorkflow(Json.Null()));
        await Scene.HistoryIs($"{FirstTask} Completed{{result.payloads[0]='binary/null '}}");
    }

    [Scenario]
    public async Task A07_WorkflowFails_ClosesWithTheFailure()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.FailWorkflow(Failures.Application("no luck", "Unlucky", details: Json.Of("\"detail\""))));
        await Scene.HistoryIs($"{FirstTask} Failed{{retryState=RETRY_POLICY_NOT_SET, failure.message=no luck}}");
        var failure = (await CloseEvent()).WorkflowExecutionFailedEventAttributes.Failure;
        Assert.Equal("no luck", failure.Message);
        Assert.Equal("Unlucky", failure.ApplicationFailureInfo.Type);
        Assert.Equal("\"detail\"", Json.Text(failure.ApplicationFailureInfo.Details));
    }

    [Scenario]
    public async Task A08_WorkerFailsTheTask_OnlyTheFirstFailureIsWritten()
    {
        await Scene.Start();
        await Scene.FailTask(await Scene.PollTask());
        var second = await Scene.PollTask();
        Assert.Equal(2, second.Attempt);
        Scene.EventsAre(
            second.History.Events, "1:Started 2:TaskScheduled 3:TaskStarted 4:TaskFailed 5:TaskScheduled 6:TaskStarted");
        await Scene.FailTask(second);
        await Scene.HistoryListed("Started TaskScheduled TaskStarted TaskFailed");
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIs("""
            Started TaskScheduled TaskStarted TaskFailed{cause=WORKFLOW_WORKER_UNHANDLED_FAILURE}
            TaskScheduled{attempt=3} TaskStarted TaskCompleted Completed
            """);
    }

    [Scenario]
    public async Task A09_StartTwiceWithOneRequestId_IsOneRun()
    {
        var first = await Scene.Start(r => r.RequestId = Scene.Id);
        var second = await Scene.Start(r => r.RequestId = Scene.Id);
        Assert.Equal(first.RunId, second.RunId);
        Assert.True(first.Started && second.Started);
        await Scene.HistoryListed("Started TaskScheduled");
    }

    [Scenario]
    public async Task A10_StartTwiceWithOtherRequestId_IsRefused()
    {
        var first = await Scene.Start(r => r.RequestId = Scene.Id);
        var error = await Scene.Refused(
            GrpcCode.AlreadyExists,
            () => Scene.Start(),
            $"Workflow execution is already running. WorkflowId: {Scene.Id}, RunId: {first.RunId}.");
        var detail = error.Detail<WorkflowExecutionAlreadyStartedFailure>();
        Assert.Equal((Scene.Id, first.RunId), (detail.StartRequestId, detail.RunId));
    }

    [Scenario]
    public async Task A14_DescribeAfterCompletion_ShowsTheClosedRun()
    {
        await Scene.Start(r => r.WorkflowRunTimeout = TimeSpan.FromSeconds(100).ToDuration());
        await Scene.RunTask(Commands.CompleteWorkflow());
        var described = await Scene.Describe();
        Scene.Has(described, """
            workflowExecutionInfo.status=COMPLETED, workflowExecutionInfo.closeTime=*, workflowExecutionInfo.historyLength=5,
            workflowExecutionInfo.execution.workflowId=<id>, workflowExecutionInfo.type.name=wf,
            executionConfig.workflowRunTimeout=100s, executionConfig.defaultWorkflowTaskTimeout=10s
            """);
        Assert.Empty(described.PendingActivities);
        Assert.Empty(described.PendingChildren);
        Assert.Null(described.PendingWorkflowTask);
    }

    private async Task<Api.History.V1.HistoryEvent> CloseEvent()
    {
        var page = await Scene.HistoryPage(r =>
        {
            r.WaitNewEvent = true;
            r.HistoryEventFilterType = HistoryEventFilterType.CloseEvent;
        });
        Assert.True(page.NextPageToken.IsEmpty);
        return Assert.Single(page.History.Events);
    }

    public sealed class OnDevService() : CoreLoopScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : CoreLoopScenarios(ServiceKind.Real);
}
