using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.Conformance.Scenarios;

/// <summary>F 100–101: update-with-start.</summary>
public abstract class UpdateWithStartScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task F100_MissingRun_StartsAndUpdatesInTheFirstTask()
    {
        var call = Scene.UpdateWithStart();
        var (task, request) = await Scene.PollUpdateTask();
        Assert.Equal(2, request.EventId);
        await Scene.Complete(task, r => r.Accept(request).Finish(request, "42"));
        var responses = (await call).Responses;
        Assert.True(responses[0].StartWorkflow.Started);
        Assert.Equal("42", Json.Text(responses[1].UpdateWorkflow.Outcome.Success));
        await Scene.Signal("end");
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIs(
            $$"""
            {{FirstTask}} UpdateAccepted{acceptedRequestSequencingEventId=2} UpdateCompleted{acceptedEventId=5}
            Signaled {{WorkflowTask}} Completed
            """,
            responses[0].StartWorkflow.RunId);
    }

    [Scenario]
    public async Task F100_RunningRunUseExisting_OnlyUpdates()
    {
        var run = await StartIdle();
        var call = Scene.UpdateWithStart();
        await Scene.RunUpdate();
        var responses = (await call).Responses;
        Assert.Equal((false, run), (responses[0].StartWorkflow.Started, responses[0].StartWorkflow.RunId));
        Assert.Equal("42", Json.Text(responses[1].UpdateWorkflow.Outcome.Success));
        await Scene.HistoryListed($"{FirstTask} TimerStarted {WorkflowTask} UpdateAccepted UpdateCompleted");
    }

    [Scenario]
    public async Task F100_RunningRunFail_NamesTheCulpritAndTheInnocent()
    {
        await StartIdle();
        var error = await Scene.Refused(
            GrpcCode.AlreadyExists,
            () => Scene.UpdateWithStart(conflict: WorkflowIdConflictPolicy.Fail),
            "Update-with-Start could not be executed.");
        var statuses = error.Detail<MultiOperationExecutionFailure>().Statuses;
        Assert.Equal([(int)GrpcCode.AlreadyExists, (int)GrpcCode.Aborted], statuses.Select(s => s.Code));
        Assert.True(Assert.Single(statuses[0].Details).Is(WorkflowExecutionAlreadyStartedFailure.Descriptor));
        Assert.True(Assert.Single(statuses[1].Details).Is(MultiOperationExecutionAborted.Descriptor));
    }

    [Scenario]
    public async Task F101_RepeatedAfterCompletion_BringsTheStoredOutcome()
    {
        var first = Scene.UpdateWithStart();
        await Scene.RunUpdate();
        var run = (await first).Responses[0].StartWorkflow.RunId;
        var responses = (await Scene.UpdateWithStart()).Responses;
        Assert.Equal((false, run), (responses[0].StartWorkflow.Started, responses[0].StartWorkflow.RunId));
        Assert.Equal(Stage.Completed, responses[1].UpdateWorkflow.Stage);
        Assert.Equal("42", Json.Text(responses[1].UpdateWorkflow.Outcome.Success));
        await Scene.HistoryListed($"{FirstTask} UpdateAccepted UpdateCompleted", run);
    }

    private async Task<string> StartIdle()
    {
        var run = (await Scene.Start()).RunId;
        await Scene.RunTask(Commands.StartTimer("1", 60));
        return run;
    }

    public sealed class OnDevService() : UpdateWithStartScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : UpdateWithStartScenarios(ServiceKind.Real);
}
