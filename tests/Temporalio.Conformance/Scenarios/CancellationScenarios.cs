using Temporalio.Api.Enums.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>G 103–112: cancellation, termination and deletion.</summary>
public abstract class CancellationScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task G104_CancelTwice_IsOneEvent()
    {
        await Scene.Start();
        await Scene.RunTask();
        await Scene.RequestCancel();
        await Scene.RequestCancel();
        Scene.Has(await Scene.Describe(), "workflowExtendedInfo.cancelRequested=true");
        await Scene.HistoryIs($"{FirstTask} CancelRequested{{identity=client@example}} TaskScheduled");
        await Scene.RunTask(Commands.CancelWorkflow());
        await Scene.RequestCancel();
        await Scene.HistoryListed($"{FirstTask} CancelRequested {WorkflowTask} Canceled");
    }

    [Scenario]
    public async Task G105_CancelIgnored_RunCompletes()
    {
        await Scene.Start();
        await Scene.RunTask();
        await Scene.RequestCancel();
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryListed($"{FirstTask} CancelRequested {WorkflowTask} Completed");
    }

    [Scenario]
    public async Task G106_FailureAfterCancelRequest_IsNotRetried()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity());
        var activity = await Scene.PollActivity();
        await Scene.Signal("stop");
        await Scene.RunTask(Commands.RequestCancelActivity(5));
        Assert.True((await Scene.Heartbeat(activity, "1")).CancelRequested);
        Scene.Has(await Scene.Describe(), "pendingActivities[0].state=CANCEL_REQUESTED");
        await Scene.FailActivity(activity);
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled Signaled {{WorkflowTask}} ActivityCancelRequested{scheduledEventId=5}
            ActivityStarted ActivityFailed{retryState=CANCEL_REQUESTED} TaskScheduled
            """);
    }

    [Scenario]
    public async Task G106_CancelOfActivityWithTheClose_WritesNoCanceledEvent()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity());
        await Scene.Signal("stop");
        await Scene.RunTask(Commands.RequestCancelActivity(5), Commands.CancelWorkflow());
        await Scene.HistoryIs($"{FirstTask} ActivityScheduled Signaled {WorkflowTask} ActivityCancelRequested Canceled");
    }

    [Scenario]
    public async Task G106_CancelOfUnknownActivity_FailsTheTask()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Complete(task, Commands.RequestCancelActivity(5)));
        await Scene.HistoryIs("Started TaskScheduled TaskStarted TaskFailed{cause=BAD_REQUEST_CANCEL_ACTIVITY_ATTRIBUTES}");
    }

    [Scenario]
    public async Task G107_CancelOfAnotherChain_IsNotFound()
    {
        var old = (await Scene.Start()).RunId;
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.Start();
        await Scene.Refused(GrpcCode.NotFound, () => Scene.RequestCancel(firstRunId: old), "workflow execution not found");
    }

    [Scenario]
    public async Task G108_TerminateWithoutReason_GetsTheDefaults()
    {
        await Scene.Start();
        await Scene.Terminate(reason: "", identity: "");
        await Scene.HistoryIs("Started TaskScheduled Terminated{reason=terminated by user via frontend, identity=frontend-service}");
    }

    [Scenario]
    public async Task G108_TerminateDuringATask_FlushesTheBuffer()
    {
        await Scene.Start();
        await Scene.PollTask();
        await Scene.Signal("late");
        await Scene.Terminate();
        await Scene.HistoryIs("""
            Started TaskScheduled TaskStarted TaskFailed{cause=FORCE_CLOSE_COMMAND, identity=history-service} Signaled Terminated
            """);
    }

    [Scenario]
    public async Task G109_TerminateOfClosedRun_IsNotFound()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Terminate(), "workflow execution already completed");
    }

    [Scenario]
    public async Task G110_ActivityAnswerAfterTerminate_IsNotFound()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity());
        var activity = await Scene.PollActivity();
        await Scene.Terminate();
        await Scene.Refused(GrpcCode.NotFound, () => Scene.CompleteActivity(activity));
        await Scene.Refused(GrpcCode.NotFound, () => Scene.Heartbeat(activity, "1"));
        await Scene.HistoryListed($"{FirstTask} ActivityScheduled Terminated");
    }

    [Scenario]
    public async Task G111_DeletedOpenRun_Disappears()
    {
        await Scene.Start();
        await Scene.Delete();
        await Scene.Until(async () =>
        {
            try
            {
                await Scene.Describe();
                return false;
            }
            catch (WireException e) when (e.Code == GrpcCode.NotFound)
            {
                return true;
            }
        });
    }

    [Scenario]
    public async Task G112_CancelOfAnotherWorkflow_ShowsOnBothSides()
    {
        var target = Own(Scene.Beside("-target", "-t"));
        await target.Start();
        await target.RunTask();
        await Scene.Start();
        await Scene.RunTask(Commands.CancelExternal(target.Id));
        await Scene.UntilEvent(EventType.ExternalWorkflowExecutionCancelRequested);
        await Scene.HistoryIs($$"""
            {{FirstTask}} RequestCancelExternalWorkflowExecutionInitiated
            ExternalWorkflowExecutionCancelRequested{initiatedEventId=5, workflowExecution.workflowId=<id>-target} TaskScheduled
            """);
        await target.HistoryIs(
            $$"""
            {{FirstTask}} CancelRequested{identity=history-service, externalWorkflowExecution.workflowId=<id>} TaskScheduled
            """,
            label: "target");
    }

    [Scenario]
    public async Task G112_CancelOfMissingWorkflow_Fails()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.CancelExternal(Scene.Id + "-nobody"));
        await Scene.UntilEvent(EventType.RequestCancelExternalWorkflowExecutionFailed);
        await Scene.HistoryIs($$"""
            {{FirstTask}} RequestCancelExternalWorkflowExecutionInitiated
            RequestCancelExternalWorkflowExecutionFailed{cause=EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND} TaskScheduled
            """);
    }

    [Scenario]
    public async Task G112_CancelOfClosedWorkflow_CountsAsDone()
    {
        var target = Own(Scene.Beside("-target", "-t"));
        await target.Start();
        await target.RunTask(Commands.CompleteWorkflow());
        await Scene.Start();
        await Scene.RunTask(Commands.CancelExternal(target.Id));
        await Scene.UntilEvent(EventType.ExternalWorkflowExecutionCancelRequested);
        await target.HistoryListed($"{FirstTask} Completed");
    }

    public sealed class OnDevService() : CancellationScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : CancellationScenarios(ServiceKind.Real);
}
