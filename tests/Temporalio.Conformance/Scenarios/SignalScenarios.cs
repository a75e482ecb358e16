using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>D 60–68: signals from clients.</summary>
public abstract class SignalScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task D60_SignalToIdleRun_KeepsInputHeaderAndIdentity()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
        await Scene.Signal("go", "1", change: r => r.Header = new() { Fields = { ["trace"] = Json.Payload("\"t\"") } });
        await Scene.HistoryIs($$"""
            {{FirstTask}} TimerStarted
            Signaled{signalName=go, identity=client@example, input.payloads[0]='json/plain 1', header.fields.trace='json/plain "t"'}
            TaskScheduled
            """);
    }

    [Scenario]
    public async Task D61_SignalBeforeFirstPoll_FollowsTheScheduledTask()
    {
        await Scene.Start();
        await Scene.Signal("early", "1");
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIs("Started TaskScheduled Signaled TaskStarted TaskCompleted Completed");
    }

    [Scenario]
    public async Task D61_SignalWithStart_IsTheSecondEvent()
    {
        var answer = await Scene.SignalWithStart("go", "1");
        Assert.True(answer.Started);
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIs("Started Signaled{signalName=go} TaskScheduled TaskStarted TaskCompleted Completed");
    }

    [Scenario]
    public async Task D61_SignalWithStartOfRunningRun_OnlySignals()
    {
        var started = await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
        var answer = await Scene.SignalWithStart("go", "1");
        Assert.False(answer.Started);
        Assert.Equal(started.RunId, answer.RunId);
        await Scene.HistoryIs($"{FirstTask} TimerStarted Signaled TaskScheduled");
    }

    [Scenario]
    public async Task D62_TenSignalsWithoutWorker_ShareOneTask()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
        for (var i = 1; i <= 10; i++)
        {
            await Scene.Signal("go", $"{i}");
        }

        await Scene.HistoryIs($"{FirstTask} TimerStarted Signaled TaskScheduled {string.Join(' ', Enumerable.Repeat("Signaled", 9))}");
    }

    [Scenario]
    public async Task D63_SignalDuringATask_FollowsItsCommands()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Signal("go", "1");
        await Scene.HistoryListed("Started TaskScheduled TaskStarted");
        var answer = await Scene.Complete(
            task,
            r =>
            {
                Scene.Sticky(r);
                r.ReturnNewWorkflowTask = true;
            },
            Commands.StartTimer("1", 60));
        Scene.EventsAre(answer.WorkflowTask.History.Events, "4:TaskCompleted 5:TimerStarted 6:Signaled 7:TaskScheduled 8:TaskStarted");
        await Scene.CompleteSticky(answer.WorkflowTask, Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}} TimerStarted Signaled TaskScheduled{taskQueue.kind=STICKY}
            TaskStarted{requestId=request-from-RespondWorkflowTaskCompleted, identity=worker@example} TaskCompleted Completed
            """);
    }

    [Scenario]
    public async Task D64_CloseWithUnseenSignal_IsRefusedAndTheSignalKept()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Signal("late", "1");
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Complete(task, Commands.CompleteWorkflow("1")), "UnhandledCommand");
        await Scene.RunTask(Commands.CompleteWorkflow("2"));
        await Scene.HistoryIs("""
            Started TaskScheduled TaskStarted TaskFailed{cause=UNHANDLED_COMMAND} Signaled{signalName=late}
            TaskScheduled{attempt=1} TaskStarted TaskCompleted Completed{result.payloads[0]='json/plain 2'}
            """);
    }

    [Scenario]
    public async Task D65_SameRequestIdTwice_IsOneSignal()
    {
        await Scene.Start();
        foreach (var requestId in new[] { "first", "first", "second" })
        {
            await Scene.Signal("go", change: r => r.RequestId = $"{Scene.Id}-{requestId}");
        }

        await Scene.HistoryIs("Started TaskScheduled Signaled{requestId=<id>-first} Signaled{requestId=<id>-second}");
    }

    [Scenario]
    public async Task D66_SignalToClosedOrUnknownRun_IsNotFound()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Signal("go"), "workflow execution already completed");
        var nobody = await NewScene();
        await Scene.Refused(GrpcCode.NotFound, () => nobody.Signal("go"), $"workflow not found for ID: {nobody.Id}");
        var unknownRun = Guid.NewGuid().ToString();
        await Scene.Refused(
            GrpcCode.NotFound,
            () => Scene.Signal("go", runId: unknownRun),
            $"workflow execution not found for workflow ID \"{Scene.Id}\" and run ID \"{unknownRun}\"");
    }

    [Scenario]
    public async Task D67_SignalToStaleRunId_IsNotFound()
    {
        var old = (await Scene.Start()).RunId;
        await Scene.RunTask(Commands.CompleteWorkflow());
        var current = (await Scene.Start()).RunId;
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Signal("go", runId: old), "workflow execution already completed");
        await Scene.Signal("go", runId: "");
        await Scene.HistoryListed("Started TaskScheduled Signaled", current);
    }

    [Scenario]
    public async Task D68_SignalWithoutName_IsRefused()
    {
        await Scene.Start();
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Signal(""), "SignalName is not set on request.");
    }

    public sealed class OnDevService() : SignalScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : SignalScenarios(ServiceKind.Real);
}
