using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>H 114–122: what a parent sees of its children.</summary>
public abstract class ChildScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private const string ChildStarted =
        FirstTask + " StartChildWorkflowExecutionInitiated ChildWorkflowExecutionStarted " + WorkflowTask;

    [Scenario]
    public async Task H114_ChildFails_ParentSeesTheFailure()
    {
        var child = await StartedChild();
        await child.RunTask(Commands.FailWorkflow(Failures.Application("child broke")));
        await Scene.UntilEvent(EventType.ChildWorkflowExecutionFailed);
        await Scene.HistoryIs($$"""
            {{ChildStarted}} ChildWorkflowExecutionFailed{failure.message=child broke, initiatedEventId=5, startedEventId=6,
                retryState=RETRY_POLICY_NOT_SET}
            TaskScheduled
            """);
    }

    [Scenario]
    public async Task H114_ChildTimesOut_ParentSeesTheTimeout()
    {
        await StartedChild(command => command.StartChildWorkflowExecutionCommandAttributes.WorkflowRunTimeout =
            TimeSpan.FromSeconds(15).ToDuration());
        await Scene.UntilEvent(EventType.ChildWorkflowExecutionTimedOut);
        await Scene.HistoryIs($$"""
            {{ChildStarted}} ChildWorkflowExecutionTimedOut{retryState=RETRY_POLICY_NOT_SET} TaskScheduled
            """);
    }

    [Scenario]
    public async Task H114_ChildTerminated_ParentSeesTheEnd()
    {
        var child = await StartedChild();
        await child.Call<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution",
            new() { Namespace = Scene.Namespace, WorkflowExecution = new() { WorkflowId = child.Id }, Identity = Scene.ClientIdentity });
        await Scene.UntilEvent(EventType.ChildWorkflowExecutionTerminated);
        await Scene.HistoryIs($"{ChildStarted} ChildWorkflowExecutionTerminated TaskScheduled");
    }

    [Scenario]
    public async Task H114_ChildCanceled_ParentSeesTheCancellation()
    {
        var child = await StartedChild();
        await Scene.Signal("stop");
        await Scene.RunTask(Commands.CancelExternal(child.Id, childOnly: true));
        await child.UntilEvent(EventType.WorkflowExecutionCancelRequested);
        await child.RunTask(Commands.CancelWorkflow());
        await Scene.UntilEvent(EventType.ChildWorkflowExecutionCanceled);
        await Scene.HistoryListed($$"""
            {{ChildStarted}} Signaled {{WorkflowTask}} RequestCancelExternalWorkflowExecutionInitiated{childWorkflowOnly=true}
            ExternalWorkflowExecutionCancelRequested TaskScheduled ChildWorkflowExecutionCanceled{initiatedEventId=5}
            """);
    }

    [Scenario]
    public async Task H116_ChildContinuesAsNew_ParentSeesOneChild()
    {
        var child = await StartedChild();
        await child.RunTask(Commands.ContinueAsNew(child));
        await child.RunTask(Commands.ContinueAsNew(child));
        var last = await child.RunTask(Commands.CompleteWorkflow("3"));
        await Scene.UntilEvent(EventType.ChildWorkflowExecutionCompleted);
        var history = await Scene.HistoryListed($"{ChildStarted} ChildWorkflowExecutionCompleted{{result.payloads[0]='json/plain 3'}} TaskScheduled");
        Assert.Equal(
            last.WorkflowExecution.RunId, history[9].ChildWorkflowExecutionCompletedEventAttributes.WorkflowExecution.RunId);
        Assert.NotEqual(
            last.WorkflowExecution.RunId, history[5].ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.RunId);
    }

    [Scenario]
    public async Task H117_ChildRetries_ParentSeesOnlyTheEnd()
    {
        var child = await StartedChild(command =>
            command.StartChildWorkflowExecutionCommandAttributes.RetryPolicy = Scene.Retry(initial: 1, attempts: 3));
        await child.RunTask(Commands.FailWorkflow(Failures.Application()));
        await child.RunTask(Commands.CompleteWorkflow());
        await Scene.UntilEvent(EventType.ChildWorkflowExecutionCompleted);
        await Scene.HistoryIs($"{ChildStarted} ChildWorkflowExecutionCompleted TaskScheduled");
    }

    [Scenario]
    public async Task H118_ParentCompletes_ChildIsTerminated()
    {
        var child = await CompletedParent(ParentClosePolicy.Terminate);
        await child.UntilEvent(EventType.WorkflowExecutionTerminated);
        await child.HistoryIs("Started TaskScheduled Terminated{reason=by parent close policy, identity=history-service}");
    }

    [Scenario]
    public async Task H118_ParentCompletes_ChildIsAskedToCancel()
    {
        var child = await CompletedParent(ParentClosePolicy.RequestCancel);
        await child.UntilEvent(EventType.WorkflowExecutionCancelRequested);
        await child.HistoryIs("Started TaskScheduled CancelRequested{identity=history-service, externalWorkflowExecution.workflowId=<id>}");
    }

    [Scenario]
    public async Task H118_ParentCompletes_AbandonedChildGoesOn()
    {
        var child = await CompletedParent(ParentClosePolicy.Abandon);
        await child.RunTask(Commands.CompleteWorkflow());
        await child.HistoryIs($"{FirstTask} Completed");
    }

    [Scenario]
    public async Task H119_ParentCompletesInTheSameTask_ChildIsNeverStarted()
    {
        var child = Own(Scene.Beside("-child", "-child"));
        await Scene.Start();
        await Scene.RunTask(Commands.StartChild(child, policy: ParentClosePolicy.Abandon), Commands.CompleteWorkflow());
        await child.NoTask(4);
        await Scene.Refused(GrpcCode.NotFound, () => child.History());
        await Scene.HistoryListed($"{FirstTask} StartChildWorkflowExecutionInitiated{{parentClosePolicy=ABANDON}} Completed");
    }

    [Scenario]
    public async Task H120_ChildStarted_KnowsItsParentAndRoot()
    {
        var child = await StartedChild();
        await child.HistoryIs("""
            Started{parentInitiatedEventId=5, parentWorkflowExecution.workflowId=<id>, rootWorkflowExecution.workflowId=<id>} TaskScheduled
            """);
        Scene.Has(await child.Describe(), """
            workflowExecutionInfo.parentExecution.workflowId=<id>, workflowExecutionInfo.rootExecution.workflowId=<id>
            """);
        Scene.Has(await Scene.Describe(), """
            pendingChildren[0].workflowId=<id>-child, pendingChildren[0].workflowTypeName=child, pendingChildren[0].initiatedId=5,
            pendingChildren[0].parentClosePolicy=TERMINATE
            """);
    }

    [Scenario]
    public async Task H121_SignalToChild_Arrives()
    {
        var child = await StartedChild();
        await Scene.Signal("go");
        await Scene.RunTask(Commands.SignalExternal(child.Id, "fromParent"));
        await child.UntilEvent(EventType.WorkflowExecutionSignaled);
        await child.HistoryListed("Started TaskScheduled Signaled{signalName=fromParent, identity=history-service}");
    }

    [Scenario]
    public async Task H122_StartAndCancelOfOneChildInOneTask_FailsTheTask()
    {
        var child = Own(Scene.Beside("-child", "-child"));
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Refused(
            GrpcCode.InvalidArgument, () => Scene.Complete(task, Commands.StartChild(child), Commands.CancelExternal(child.Id)));
        await Scene.HistoryIs("""
            Started TaskScheduled TaskStarted TaskFailed{cause=BAD_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_ATTRIBUTES}
            """);
    }

    /// <summary>A parent that has recorded the start of its child and idles.</summary>
    private async Task<Scene> StartedChild(Action<Api.Command.V1.Command>? change = null)
    {
        var child = Own(Scene.Beside("-child", "-child"));
        var command = Commands.StartChild(child);
        change?.Invoke(command);
        await Scene.Start();
        await Scene.RunTask(command);
        await Scene.RunTask();
        await child.UntilEvent(EventType.WorkflowTaskScheduled);
        return child;
    }

    private async Task<Scene> CompletedParent(ParentClosePolicy policy)
    {
        var child = await StartedChild(c => c.StartChildWorkflowExecutionCommandAttributes.ParentClosePolicy = policy);
        await Scene.Signal("end");
        await Scene.RunTask(Commands.CompleteWorkflow());
        return child;
    }

    public sealed class OnDevService() : ChildScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ChildScenarios(ServiceKind.Real);
}
