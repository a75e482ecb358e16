using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.Conformance.Scenarios;

/// <summary>F 92–99 and 102: updates that meet a closing run, a failing handler, a limit or an old worker.</summary>
public abstract class UpdateEndScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private const string Idle = FirstTask + " TimerStarted";

    [Scenario]
    public async Task F92_RunCompletesBeforeAnAcceptedUpdate_UpdateFails()
    {
        await StartIdle();
        var update = Scene.Update();
        var (task, request) = await Scene.PollUpdateTask();
        await Scene.Complete(task, r => r.Accept(request).Commands.Add(Commands.CompleteWorkflow()));
        var failure = (await update).Outcome.Failure;
        Assert.Equal("AcceptedUpdateCompletedWorkflow", failure.ApplicationFailureInfo.Type);
        Assert.Equal("Workflow Update failed because the Workflow completed before the Update completed.", failure.Message);
        await Scene.HistoryIs($"{Idle} {WorkflowTask} UpdateAccepted Completed");
    }

    [Scenario]
    public async Task F93_RunCompletesBeforeAnAdmittedUpdate_UpdateIsAborted()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        var update = Scene.Update();
        await Scene.UntilAdmitted();
        await Scene.Complete(task, Commands.CompleteWorkflow());
        await Scene.Refused(GrpcCode.NotFound, () => update, "workflow update was aborted by closing workflow");
        await Scene.HistoryListed($"{FirstTask} Completed");
    }

    [Scenario]
    public async Task F94_RunContinuesAsNewBeforeAnAdmittedUpdate_CallerMustComeBack()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        var update = Scene.Update();
        await Scene.UntilAdmitted();
        await Scene.Complete(task, Commands.ContinueAsNew(Scene));
        var error = await Scene.Refused(
            GrpcCode.ResourceExhausted, () => update, "workflow operation can not be applied because workflow is closing");
        Assert.Equal(ResourceExhaustedCause.BusyWorkflow, error.Detail<ResourceExhaustedFailure>().Cause);

        var retried = Scene.Update();
        await Scene.UntilAdmitted();
        var (next, request) = await Scene.PollUpdateTask();
        Assert.NotEqual(task.WorkflowExecution.RunId, next.WorkflowExecution.RunId);
        await Scene.Complete(next, r => r.Accept(request).Finish(request, "42"));
        Assert.Equal("42", Json.Text((await retried).Outcome.Success));
    }

    [Scenario]
    public async Task F95_PollOfUnknownUpdate_IsNotFound()
    {
        await StartIdle();
        await Scene.Refused(GrpcCode.NotFound, () => Scene.PollUpdate("nobody"), "update \"nobody\" not found");
    }

    [Scenario]
    public async Task F95_PollOfAcceptedUpdate_AnswersItsStageAfterAWhile()
    {
        await StartIdle();
        var update = Scene.Update(stage: Stage.Accepted);
        var (task, request) = await Scene.PollUpdateTask();
        await Scene.Complete(task, r => r.Accept(request));
        await update;
        var asked = DateTime.UtcNow;
        var polled = await Scene.PollUpdate();
        // The service holds such a call for 20 s.
        Assert.True(DateTime.UtcNow - asked > TimeSpan.FromSeconds(15));
        Assert.Equal(Stage.Accepted, polled.Stage);
        Assert.Null(polled.Outcome);
    }

    [Scenario]
    public async Task F96_HandlerFails_RunGoesOn()
    {
        await StartIdle();
        var update = Scene.Update();
        var (task, request) = await Scene.PollUpdateTask();
        await Scene.Complete(task, r => r.Accept(request).Finish(request, Failures.Application("no luck", "Unlucky")));
        Assert.Equal("no luck", (await update).Outcome.Failure.Message);
        await Scene.HistoryIs($$"""
            {{Idle}} {{WorkflowTask}} UpdateAccepted
            UpdateCompleted{outcome.failure.message=no luck, outcome.failure.applicationFailureInfo.type=Unlucky}
            """);
        Scene.Has(await Scene.Describe(), "workflowExecutionInfo.status=RUNNING");
    }

    [Scenario]
    public async Task F97_SignalAndUpdateInOneTask_UpdateIsSequencedAfterTheSignal()
    {
        await StartIdle();
        await Scene.Signal("go");
        var update = Scene.Update();
        await Scene.UntilAdmitted();
        var (task, request) = await Scene.PollUpdateTask();
        Scene.EventsAre(task.History.Events.Skip(5), "6:Signaled 7:TaskScheduled 8:TaskStarted");
        Assert.Equal(7, request.EventId);
        await Scene.Complete(task, r => r.Accept(request).Finish(request, "42"));
        await update;
        await Scene.HistoryIs($"{Idle} Signaled {WorkflowTask} UpdateAccepted{{acceptedRequestSequencingEventId=7}} UpdateCompleted");
    }

    [Scenario]
    public async Task F98_EleventhWaitingUpdate_ExceedsTheLimit()
    {
        await Scene.Start(r => r.WorkflowTaskTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(1)));
        var task = await Scene.PollTask();
        var waiting = Enumerable.Range(1, 10).Select(i => Scene.Update($"u{i}")).ToArray();
        await Task.WhenAll(Enumerable.Range(1, 10).Select(i => Scene.UntilAdmitted($"u{i}")));
        var error = await Scene.Refused(
            GrpcCode.ResourceExhausted,
            () => Scene.Update("u11"),
            "limit on number of concurrent in-flight updates has been reached (10)");
        Assert.Equal(ResourceExhaustedCause.ConcurrentLimit, error.Detail<ResourceExhaustedFailure>().Cause);

        await Scene.Complete(task, Commands.StartTimer("1", 60));
        // An update whose caller is slow comes with a later task.
        for (var answered = 0; answered < 10;)
        {
            var next = await Scene.PollTask();
            Assert.NotEmpty(next.Messages);
            answered += next.Messages.Count;
            await Scene.Complete(next, r =>
            {
                foreach (var request in next.Messages)
                {
                    r.Accept(request).Finish(request, "42");
                }
            });
        }

        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal("42", Json.Text(answer.Outcome.Success)));
    }

    [Scenario]
    public async Task F99_UpdateWithoutId_GetsOne()
    {
        await StartIdle();
        var update = Scene.Update("");
        await Scene.RunUpdate();
        var answer = await update;
        Assert.True(Guid.TryParse(answer.UpdateRef.UpdateId, out _), answer.UpdateRef.UpdateId);
        Assert.Equal(Scene.Execution(), answer.UpdateRef.WorkflowExecution);
    }

    [Scenario]
    public async Task F102_WorkerIgnoresTheUpdate_UpdateFails()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update();
        var (task, _) = await Scene.PollUpdateTask();
        await Scene.Complete(task);
        var failure = (await update).Outcome.Failure;
        Assert.Equal("UnprocessedUpdate", failure.ApplicationFailureInfo.Type);
        Assert.Equal(
            "Workflow Update is rejected because it wasn't processed by worker. Probably, Workflow Update is not supported by the worker.",
            failure.Message);
        await Scene.HistoryListed(FirstTask);
    }

    private async Task StartIdle()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
    }

    public sealed class OnDevService() : UpdateEndScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : UpdateEndScenarios(ServiceKind.Real);
}
