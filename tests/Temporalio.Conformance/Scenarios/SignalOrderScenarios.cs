using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>D 69–71: signals between workflows, their order, and signals across runs.</summary>
public abstract class SignalOrderScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task D69_SignalToAnotherWorkflow_ShowsOnBothSides()
    {
        var target = await NewScene();
        await target.Start();
        await target.RunTask(Commands.StartTimer("1", 60));
        await Scene.Start();
        await Scene.RunTask(Commands.SignalExternal(target.Id, "ext", Json.Of("1")));
        await Scene.UntilEvent(EventType.ExternalWorkflowExecutionSignaled);
        await Scene.HistoryListed($$"""
            {{FirstTask}} SignalExternalWorkflowExecutionInitiated{signalName=ext, namespace=default, workflowTaskCompletedEventId=4}
            ExternalWorkflowExecutionSignaled{initiatedEventId=5, workflowExecution.workflowId={{target.Id}}} TaskScheduled
            """);
        await target.HistoryListed($$"""
            {{FirstTask}} TimerStarted
            Signaled{signalName=ext, identity=history-service, externalWorkflowExecution.workflowId={{Scene.Id}}} TaskScheduled
            """);
    }

    [Scenario]
    public async Task D69_SignalToMissingWorkflow_Fails()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.SignalExternal(Scene.Id + "-nobody", "ext"));
        await Scene.UntilEvent(EventType.SignalExternalWorkflowExecutionFailed);
        await Scene.HistoryIs($$"""
            {{FirstTask}} SignalExternalWorkflowExecutionInitiated
            SignalExternalWorkflowExecutionFailed{cause=EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND, initiatedEventId=5} TaskScheduled
            """);
    }

    [Scenario]
    public async Task D69_SignalToItself_Fails()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.SignalExternal(Scene.Id, "ext"));
        await Scene.UntilEvent(EventType.SignalExternalWorkflowExecutionFailed);
        await Scene.HistoryIs($$"""
            {{FirstTask}} SignalExternalWorkflowExecutionInitiated
            SignalExternalWorkflowExecutionFailed{cause=EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND} TaskScheduled
            """);
    }

    [Scenario]
    public async Task D70_SignalsSentInOrder_ArriveInOrder()
    {
        await Scene.Start();
        PollWorkflowTaskQueueResponse? open = null;
        for (var i = 1; i <= 20; i++)
        {
            // Half of them go into the buffer of a started task.
            if (i == 6)
            {
                open = await Scene.PollTask();
            }
            else if (i == 16)
            {
                await Scene.Complete(open!, Commands.StartTimer("1", 60));
            }

            await Scene.Signal("go", $"{i}");
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"{i}"), Inputs(await Scene.History()));
    }

    [Scenario]
    public async Task D71_SignalsDuringContinueAsNew_ArriveExactlyOnce()
    {
        const int Signals = 30;
        var first = (await Scene.Start()).RunId;
        var sending = SendSignals(Signals);
        var second = await ContinueAsNew();
        await sending;
        var received = Inputs(await Scene.History(first)).Concat(Inputs(await Scene.History(second)));
        Assert.Equal(Enumerable.Range(1, Signals).Select(i => $"{i}"), received);
    }

    private async Task SendSignals(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await SendUntilTaken($"{i}", $"{Scene.Id}-{i}");
        }
    }

    // A run that is closing asks to come back; the request id makes that safe.
    private async Task SendUntilTaken(string json, string requestId)
    {
        while (true)
        {
            try
            {
                await Scene.Signal("go", json, change: r => r.RequestId = requestId);
                return;
            }
            catch (WireException e) when (e.Code == GrpcCode.ResourceExhausted)
            {
                Assert.Equal(ResourceExhaustedCause.BusyWorkflow, e.Detail<ResourceExhaustedFailure>().Cause);
            }
        }
    }

    private async Task<string> ContinueAsNew()
    {
        while (true)
        {
            var task = await Scene.PollTask();
            try
            {
                await Scene.Complete(task, Commands.ContinueAsNew(Scene));
                var closing = (await Scene.History(task.WorkflowExecution.RunId))[^1];
                return closing.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId;
            }
            catch (WireException e) when (e.Text == "UnhandledCommand")
            {
                // Signals came in meanwhile: the next task brings them.
                Assert.Equal(GrpcCode.InvalidArgument, e.Code);
            }
        }
    }

    private static IEnumerable<string> Inputs(IEnumerable<HistoryEvent> history)
        => history.Where(e => e.EventType == EventType.WorkflowExecutionSignaled)
            .Select(e => Json.Text(e.WorkflowExecutionSignaledEventAttributes.Input));

    public sealed class OnDevService() : SignalOrderScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : SignalOrderScenarios(ServiceKind.Real);
}
