using Temporalio.Api.Enums.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>L 154–163: resets.</summary>
public abstract class ResetScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task L154_ResetOfCompletedRun_LeavesItAndNamesTheNewOne()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.CompleteWorkflow());
        var reset = await Scene.Reset(4);
        Scene.Has(await Scene.Describe(), "workflowExecutionInfo.status=COMPLETED");
        Assert.Equal(reset, (await Scene.Describe()).WorkflowExtendedInfo.ResetRunId);
        Assert.Equal(reset, (await Scene.Describe("")).WorkflowExecutionInfo.Execution.RunId);
        var task = await Scene.RunTask(Commands.CompleteWorkflow());
        Assert.Equal(reset, task.WorkflowExecution.RunId);
        Scene.EventsAre(
            task.History.Events, "1:Started 2:TaskScheduled 3:TaskStarted 4:TaskFailed 5:TaskScheduled 6:TaskStarted");
    }

    [Scenario]
    public async Task L155_ResetDuringATask_FailsItAndTerminatesTheRun()
    {
        await Scene.Start();
        await Scene.RunTask();
        await Scene.Signal("go");
        await Scene.PollTask();
        await Scene.Reset(4);
        await Scene.HistoryIs($$"""
            {{FirstTask}} Signaled TaskScheduled TaskStarted TaskFailed{cause=FORCE_CLOSE_COMMAND}
            Terminated{identity=history-resetter, reason=reset}
            """);
    }

    [Scenario]
    public async Task L156_SignalsAreReappliedInOrder()
    {
        await StartWithSignals();
        var reset = await Scene.Reset(4);
        await Scene.HistoryIs(
            """
            Started TaskScheduled TaskStarted TaskFailed{cause=RESET_WORKFLOW, failure.message=reset, identity=history-service}
            Signaled{input.payloads[0]='json/plain 1'} Signaled{input.payloads[0]='json/plain 2'} TaskScheduled{attempt=1}
            """,
            reset);
    }

    [Scenario]
    public async Task L156_ExcludedSignals_AreNotReapplied()
    {
        await StartWithSignals();
        var excluded = await Scene.Reset(4, r => r.ResetReapplyExcludeTypes.Add(ResetReapplyExcludeType.Signal));
        await Scene.HistoryListed("Started TaskScheduled TaskStarted TaskFailed TaskScheduled", excluded);
    }

    [Scenario]
    public async Task L157_AcceptedUpdate_IsAdmittedAgain()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update();
        await Scene.RunUpdate();
        await update;
        var reset = await Scene.Reset(4);
        await Scene.HistoryIs(
            "Started TaskScheduled TaskStarted TaskFailed UpdateAdmitted{origin=REAPPLY, request.meta.updateId=u1} TaskScheduled", reset);
        var task = await Scene.PollTask();
        Assert.Empty(task.Messages);
    }

    [Scenario]
    public async Task L158_CancelRequest_IsNotReapplied()
    {
        await Scene.Start();
        await Scene.RunTask();
        await Scene.RequestCancel();
        var reset = await Scene.Reset(4);
        await Scene.HistoryListed("Started TaskScheduled TaskStarted TaskFailed TaskScheduled", reset);
    }

    [Scenario]
    public async Task L159_ActivityScheduledBeforeThePoint_RunsAgain()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity());
        await Scene.Signal("go");
        await Scene.RunTask();
        await Scene.CompleteActivity(await Scene.PollActivity());
        var reset = await Scene.Reset(9, r => r.ResetReapplyType = ResetReapplyType.None);
        var activity = await Scene.PollActivity();
        Assert.Equal((reset, "1"), (activity.WorkflowExecution.RunId, activity.ActivityId));
        await Scene.HistoryListed($"{FirstTask} ActivityScheduled Signaled TaskScheduled TaskStarted TaskFailed TaskScheduled", reset);
    }

    [Scenario]
    public async Task L160_TimerWhoseTimeHasPassed_FiresAfterTheReset()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 8));
        await Scene.Signal("go");
        await Scene.RunTask();
        await Scene.UntilEvent(EventType.TimerFired);
        var reset = await Scene.Reset(9, r => r.ResetReapplyType = ResetReapplyType.None);
        await Scene.Until(async () => (await Scene.History(reset)).Any(e => e.EventType == EventType.TimerFired));
        await Scene.HistoryListed(
            $"{FirstTask} TimerStarted Signaled TaskScheduled TaskStarted TaskFailed TaskScheduled TimerFired", reset);
    }

    [Scenario]
    public async Task L161_InvalidPoints_AreRefused()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity());
        await Scene.CompleteActivity(await Scene.PollActivity());
        await Scene.RunTask(Commands.CompleteWorkflow());
        foreach (var outside in new[] { 1, 12 })
        {
            await Scene.Refused(
                GrpcCode.InvalidArgument,
                () => Scene.Reset(outside),
                "Workflow task finish ID must be > 1 && <= workflow last event ID.");
        }

        foreach (var between in new[] { 2, 5, 6, 7, 8, 11 })
        {
            await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Reset(between));
        }
    }

    [Scenario]
    public async Task L163_SameRequestIdTwice_IsTwoRuns()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.CompleteWorkflow());
        var first = await Scene.Reset(4, r => r.RequestId = Scene.Id);
        var second = await Scene.Reset(4, r => r.RequestId = Scene.Id);
        Assert.NotEqual(first, second);
    }

    private async Task StartWithSignals()
    {
        await Scene.Start();
        await Scene.RunTask();
        await Scene.Signal("go", "1");
        await Scene.Signal("go", "2");
    }

    public sealed class OnDevService() : ResetScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ResetScenarios(ServiceKind.Real);
}
