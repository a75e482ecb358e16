using Temporalio.Api.Enums.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.Conformance.Scenarios;

/// <summary>F 83–91: the life of an update.</summary>
public abstract class UpdateScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private const string Idle = FirstTask + " TimerStarted";

    [Scenario]
    public async Task F83_UpdateOfIdleRun_CompletesInOneTask()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update();
        var (task, request) = await Scene.PollUpdateTask();
        Assert.Equal(("u1/request", "u1", 5L), (request.Id, request.ProtocolInstanceId, request.EventId));
        Assert.Equal(("u", "1"), (request.Request().Input.Name, Json.Text(request.Request().Input.Args)));
        Scene.EventsAre(
            task.History.Events, "1:Started 2:TaskScheduled 3:TaskStarted 4:TaskCompleted 5:TaskScheduled 6:TaskStarted");
        await Scene.HistoryListed(FirstTask);
        await Scene.Complete(task, r => r.Accept(request).Finish(request, "42"));
        var answer = await update;
        Assert.Equal(Stage.Completed, answer.Stage);
        Assert.Equal("42", Json.Text(answer.Outcome.Success));
        await Scene.Signal("end");
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}} {{WorkflowTask}}
            UpdateAccepted{protocolInstanceId=u1, acceptedRequestMessageId=u1/request, acceptedRequestSequencingEventId=5,
                acceptedRequest.input.name=u}
            UpdateCompleted{acceptedEventId=8, meta.updateId=u1, outcome.success.payloads[0]='json/plain 42'}
            Signaled {{WorkflowTask}} Completed
            """);
    }

    [Scenario]
    public async Task F84_UpdateWithActivity_IsAcceptedBeforeItCompletes()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update(stage: Stage.Accepted);
        var (task, request) = await Scene.PollUpdateTask();
        await Scene.Complete(task, r => r.Accept(request).Commands.Add(Scene.ScheduleActivity()));
        var accepted = await update;
        Assert.Equal(Stage.Accepted, accepted.Stage);
        Assert.Null(accepted.Outcome);
        var outcome = Scene.PollUpdate();
        await Scene.CompleteActivity(await Scene.PollActivity());
        await Scene.Complete(await Scene.PollTask(), r => r.Finish(request, "42"));
        var completed = await outcome;
        Assert.Equal(Stage.Completed, completed.Stage);
        Assert.Equal("42", Json.Text(completed.Outcome.Success));
        await Scene.HistoryIs($$"""
            {{FirstTask}} {{WorkflowTask}} UpdateAccepted ActivityScheduled ActivityStarted ActivityCompleted {{WorkflowTask}}
            UpdateCompleted{acceptedEventId=8}
            """);
    }

    [Scenario]
    public async Task F85_RejectedUpdateOfIdleRun_LeavesNoTrace()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update();
        var (task, request) = await Scene.PollUpdateTask();
        var answer = await Scene.Complete(task, r => r.Reject(request, Failures.Application("not now")));
        Assert.Equal(3, answer.ResetHistoryEventId);
        var rejected = await update;
        Assert.Equal((Stage.Completed, "not now"), (rejected.Stage, rejected.Outcome.Failure.Message));
        await Scene.HistoryListed(FirstTask);

        await Scene.Signal("end");
        var next = await Scene.RunTask(Commands.CompleteWorkflow());
        Assert.Equal((3L, 7L), (next.PreviousStartedEventId, next.StartedEventId));
        await Scene.HistoryIs($"{FirstTask} Signaled {WorkflowTask} Completed");
    }

    // The events of the previous completion's commands are shipped with the speculative task, so the real service keeps it.
    [Scenario]
    public async Task F85_RejectedUpdateAfterACommand_LeavesTheTask()
    {
        await StartIdle();
        var update = Scene.Update();
        var (task, request) = await Scene.PollUpdateTask();
        var answer = await Scene.Complete(task, r => r.Reject(request, Failures.Application("not now")));
        Assert.Equal(0, answer.ResetHistoryEventId);
        Assert.Equal("not now", (await update).Outcome.Failure.Message);
        await Scene.HistoryIs($"{Idle} {WorkflowTask}");
    }

    [Scenario]
    public async Task F85_RejectedUpdateAfterACommandWithDiscardCapability_LeavesNoTrace()
    {
        await StartIdle();
        var update = Scene.Update();
        var (task, request) = await Scene.PollUpdateTask();
        var answer = await Scene.Complete(
            task, r => r.Reject(request, Failures.Application("not now")).Capabilities = new() { DiscardSpeculativeWorkflowTaskWithEvents = true });
        Assert.Equal(3, answer.ResetHistoryEventId);
        Assert.Equal("not now", (await update).Outcome.Failure.Message);
        await Scene.HistoryListed(Idle);
    }

    [Scenario]
    public async Task F86_RejectedUpdateBesideASignal_LeavesTheTask()
    {
        await StartIdle();
        await Scene.Signal("go");
        var update = Scene.Update();
        await Scene.UntilAdmitted();
        var (task, request) = await Scene.PollUpdateTask();
        await Scene.Complete(task, r => r.Reject(request, Failures.Application("not now")));
        Assert.Equal("not now", (await update).Outcome.Failure.Message);
        await Scene.HistoryIs($"{Idle} Signaled {WorkflowTask}");
    }

    [Scenario]
    public async Task F87_SameUpdateIdTwiceAtOnce_IsOneUpdate()
    {
        await StartIdle();
        var updates = new[] { Scene.Update(), Scene.Update() };
        await Scene.UntilAdmitted();
        await Scene.RunUpdate();
        foreach (var answer in await Task.WhenAll(updates))
        {
            Assert.Equal("42", Json.Text(answer.Outcome.Success));
        }

        await Scene.HistoryListed($"{Idle} {WorkflowTask} UpdateAccepted UpdateCompleted");
    }

    [Scenario]
    public async Task F88_SameUpdateIdLater_BringsTheStoredOutcome()
    {
        await StartIdle();
        var update = Scene.Update();
        await Scene.RunUpdate();
        await update;
        Assert.Equal("42", Json.Text((await Scene.Update()).Outcome.Success));
        await Scene.Signal("end");
        await Scene.RunTask(Commands.CompleteWorkflow());
        Assert.Equal("42", Json.Text((await Scene.Update()).Outcome.Success));
        await Scene.HistoryListed($"{Idle} {WorkflowTask} UpdateAccepted UpdateCompleted Signaled {WorkflowTask} Completed");
    }

    [Scenario]
    public async Task F89_NewUpdateOfClosedRun_IsNotFound()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Update(), "workflow execution already completed");
    }

    [Scenario]
    public async Task F90_UpdateWithoutWorker_WaitsForTheNextOne()
    {
        await Scene.Start();
        await Scene.RunTask();
        await Scene.Refused(GrpcCode.DeadlineExceeded, () => Scene.Update(seconds: 3));
        await Scene.UntilEvent(EventType.WorkflowTaskTimedOut);
        await Scene.HistoryListed($$"""
            {{FirstTask}} TaskScheduled TaskTimedOut{timeoutType=SCHEDULE_TO_START} TaskScheduled
            """);
        var retried = Scene.Update();
        await Scene.UntilAdmitted();
        await Scene.RunUpdate();
        Assert.Equal("42", Json.Text((await retried).Outcome.Success));
        await Scene.HistoryIs($$"""
            {{FirstTask}} TaskScheduled{attempt=1} TaskTimedOut{timeoutType=SCHEDULE_TO_START} TaskScheduled{attempt=1} TaskStarted TaskCompleted
            UpdateAccepted{acceptedRequestSequencingEventId=7} UpdateCompleted
            """);
    }

    [Scenario]
    public async Task F91_UpdateDuringATask_ComesWithTheNextOneInline()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        var update = Scene.Update();
        await Scene.UntilAdmitted();
        var answer = await Scene.Complete(task, r => r.ReturnNewWorkflowTask = true, Commands.StartTimer("1", 60));
        var request = Assert.Single(answer.WorkflowTask.Messages);
        await Scene.HistoryListed(Idle);
        await Scene.Complete(answer.WorkflowTask, r => r.Accept(request).Finish(request, "42"));
        Assert.Equal("42", Json.Text((await update).Outcome.Success));
        await Scene.HistoryIs($$"""
            {{Idle}} TaskScheduled TaskStarted{requestId=request-from-RespondWorkflowTaskCompleted} TaskCompleted UpdateAccepted UpdateCompleted
            """);
    }

    private async Task StartIdle()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
    }

    public sealed class OnDevService() : UpdateScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : UpdateScenarios(ServiceKind.Real);
}
