using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>L 157, 161, 162, 165: resets of runs that are tied to others, or to updates.</summary>
public abstract class ResetChainScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task L157_ReadmittedUpdate_IsAcceptedWithoutItsRequest()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update();
        await Scene.RunUpdate();
        await update;
        var reset = await Scene.Reset(4);
        var task = await Scene.PollTask();
        Assert.Empty(task.Messages);
        var admitted = task.History.Events[4].WorkflowExecutionUpdateAdmittedEventAttributes.Request;
        var request = new Message { Id = "u1/request", ProtocolInstanceId = "u1", EventId = 5, Body = Any.Pack(admitted) };
        await Scene.Complete(task, r => r.Accept(request).Finish(request, "42"));
        var history = await Scene.HistoryListed(
            "Started TaskScheduled TaskStarted TaskFailed UpdateAdmitted TaskScheduled TaskStarted TaskCompleted UpdateAccepted UpdateCompleted", reset);
        Assert.Null(history[8].WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest);
    }

    [Scenario]
    public async Task L161_TaskMadeForAnUpdate_IsAPointToResetTo()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update();
        await Scene.RunUpdate();
        await update;
        var reset = await Scene.Reset(7, r => r.ResetReapplyType = ResetReapplyType.None);
        await Scene.HistoryListed($"{FirstTask} TaskScheduled TaskStarted TaskFailed TaskScheduled", reset);
    }

    [Scenario]
    public async Task L162_SignalsOfContinuedRuns_AreReapplied()
    {
        await Scene.Start();
        await Scene.Signal("go", "1");
        var first = Scene.RunId;
        await Scene.RunTask(Commands.ContinueAsNew(Scene));
        var second = (await Scene.Describe("")).WorkflowExecutionInfo.Execution.RunId;
        Assert.NotEqual(first, second);
        await Scene.Signal("go", "2", runId: second);
        var reset = await Scene.Reset(5);
        await Scene.HistoryIs(
            "Started TaskScheduled Signaled TaskStarted TaskFailed Signaled{input.payloads[0]='json/plain 2'} TaskScheduled", reset);
        Scene.Has(await Scene.Describe(second), "workflowExecutionInfo.status=TERMINATED");
    }

    [Scenario]
    public async Task L165_PendingChild_AnswersTheNewRun()
    {
        using var child = Scene.Beside("-child", "-child");
        await Scene.Start();
        await Scene.RunTask(Commands.StartChild(child));
        await Scene.UntilEvent(EventType.ChildWorkflowExecutionStarted);
        await Scene.RunTask();
        await Scene.Signal("go");
        await Scene.RunTask();
        var reset = await Scene.Reset(13, r => r.ResetReapplyType = ResetReapplyType.None);
        await child.RunTask(Commands.CompleteWorkflow());
        await Scene.Until(async () => (await Scene.History(reset)).Any(e => e.EventType == EventType.ChildWorkflowExecutionCompleted));
        await Scene.HistoryListed(
            $"""
            {FirstTask} StartChildWorkflowExecutionInitiated ChildWorkflowExecutionStarted {WorkflowTask} Signaled TaskScheduled TaskStarted TaskFailed
            TaskScheduled ChildWorkflowExecutionCompleted
            """,
            reset);
    }

    public sealed class OnDevService() : ResetChainScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ResetChainScenarios(ServiceKind.Real);
}
