using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.Conformance.Scenarios;

/// <summary>The exported histories of children, cancellation, termination, chains of runs, updates and resets, made again.</summary>
public abstract class WorkedExamplesOfRuns(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task Example09_Child()
    {
        var child = Own(Scene.Beside("-child", "-child"));
        await Scene.Start();
        await Scene.RunTask(Commands.StartChild(child, Json.Of("1")));
        await Scene.RunTask();
        await child.RunTask(Commands.CompleteWorkflow("\"child result\""));
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIsExample("E09-child");
        await child.HistoryIsExample("E09-child-run");
    }

    [Scenario]
    public async Task Example10_ChildIdTaken()
    {
        var child = Own(Scene.Beside("-child", "-child"));
        await child.Start();
        await Scene.Start();
        await Scene.RunTask(Commands.StartChild(child));
        await CompletedAs("E10-child-id-taken");
    }

    [Scenario]
    public async Task Example15_Canceled()
    {
        await Scene.Start();
        await Scene.RunTask();
        await Scene.RequestCancel("no longer needed");
        await Scene.RunTask(Commands.CancelWorkflow());
        await Scene.HistoryIsExample("E15-cancelled");
    }

    [Scenario]
    public async Task Example16_CancelWithRunningActivity()
    {
        await Scene.Start();
        await Scene.RunTask(Activity());
        await Scene.PollActivity();
        await Scene.RequestCancel();
        await Scene.RunTask(Commands.RequestCancelActivity(5), Commands.CancelWorkflow());
        await Scene.HistoryIsExample("E16-cancel-try-cancel");
    }

    [Scenario]
    public async Task Example17_CancelWaitsForTheActivity()
    {
        await Scene.Start();
        await Scene.RunTask(Activity());
        var activity = await Scene.PollActivity();
        await Scene.RequestCancel();
        await Scene.RunTask(Commands.RequestCancelActivity(5));
        Assert.True((await Scene.Heartbeat(activity, "1")).CancelRequested);
        await Scene.CancelActivity(activity, "\"cleaned up\"");
        await Scene.RunTask(Commands.CancelWorkflow());
        await Scene.HistoryIsExample("E17-cancel-wait-completed");
    }

    [Scenario]
    public async Task Example18_CancelOfUnstartedActivity()
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity(change: a =>
        {
            a.TaskQueue.Name = "no-worker";
            a.StartToCloseTimeout = Seconds(30);
        }));
        await Scene.RequestCancel();
        await Scene.RunTask(Commands.RequestCancelActivity(5), Commands.StartTimer("2", 60));
        await Scene.RunTask(Commands.CancelTimer("2"), Commands.CancelWorkflow());
        await Scene.HistoryIsExample("E18-cancel-unstarted-activity");
    }

    [Scenario]
    public async Task Example19_TerminatedWhileIdle()
    {
        await Scene.Start();
        await Scene.RunTask();
        await Scene.Terminate("operator", Json.Of("\"why\""));
        await Scene.HistoryIsExample("E19-terminated");
    }

    [Scenario]
    public async Task Example19_TerminatedDuringATask()
    {
        var started = Own(Scene.Beside("-started"));
        await started.Start();
        await started.PollTask();
        await started.Terminate();
        await started.HistoryIsExample("E19-terminated-started-task");
    }

    [Scenario]
    public async Task Example20_ContinueAsNew()
    {
        var first = (await Scene.Start()).RunId;
        await Scene.RunTask();
        // A run of less than a second would delay the next one's first task.
        await Scene.Elapse(1.2);
        await Scene.Signal("go");
        await Scene.RunTask(Commands.ContinueAsNew(Scene, Json.Of("2")));
        var second = await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIsExample("E20-continue-as-new-a", first);
        await Scene.HistoryIsExample("E20-continue-as-new-b", second.WorkflowExecution.RunId);
    }

    [Scenario]
    public async Task Example25_Update()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update();
        await Scene.RunUpdate();
        await update;
        await EndedAs("E25-update");
    }

    [Scenario]
    public async Task Example26_UpdateWithActivity()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update(stage: Stage.Accepted);
        var (task, request) = await Scene.PollUpdateTask();
        await Scene.Complete(task, r => r.Accept(request).Commands.Add(Activity()));
        await update;
        await Scene.CompleteActivity(await Scene.PollActivity(), "\"r\"");
        await Scene.Complete(await Scene.PollTask(), r => r.Finish(request, "\"from activity\""));
        await EndedAs("E26-update-activity");
    }

    [Scenario]
    public async Task Example27_UpdateRejected()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update();
        var (task, request) = await Scene.PollUpdateTask();
        await Scene.Complete(task, r => r.Reject(request, Failures.Application()));
        await update;
        await EndedAs("E27-update-rejected");
    }

    [Scenario]
    public async Task Example28_UpdateWithStart()
    {
        var call = Scene.UpdateWithStart();
        await Scene.RunUpdate("\"ok\"");
        await call;
        await EndedAs("E28-update-with-start");
    }

    [Scenario]
    public async Task Example29_Reset()
    {
        await Scene.Start();
        await Scene.RunTask(Activity());
        await Scene.CompleteActivity(await Scene.PollActivity(), "\"r\"");
        await CompletedAs("E29-reset-base");
        var reset = await Scene.Reset(4);
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIsExample("E29-reset", reset);
    }

    [Scenario]
    public async Task Example30_ResetWithSignal()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
        await Scene.Signal("later", "1");
        var reset = await Scene.Reset(4);
        await Scene.HistoryIsExample("E30-reset-signal-base");
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIsExample("E30-reset-signal", reset);
    }

    [Scenario]
    public async Task Example31_WorkflowRetry()
    {
        var first = (await Scene.Start(r => r.RetryPolicy = Scene.Retry(attempts: 2))).RunId;
        await Scene.RunTask(Commands.FailWorkflow(Failures.Application("try again", "E", source: "test")));
        var second = await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIsExample("E31-workflow-retry-a", first);
        await Scene.HistoryIsExample("E31-workflow-retry-b", second.WorkflowExecution.RunId);
    }

    [Scenario]
    public async Task Example32_RunTimeout()
    {
        await Scene.Start(r => r.WorkflowRunTimeout = Seconds(1));
        await Scene.UntilEvent(EventType.WorkflowExecutionTimedOut);
        await Scene.HistoryIsExample("E32-run-timeout");
    }

    [Scenario]
    public async Task Example32_ExecutionTimeout()
    {
        var run = Own(Scene.Beside("-exec"));
        await run.Start(r => r.WorkflowExecutionTimeout = Seconds(1));
        await run.UntilEvent(EventType.WorkflowExecutionTimedOut);
        await run.HistoryIsExample("E32-execution-timeout");
    }

    [Scenario]
    public async Task Example32_RunTimeoutDuringATask()
    {
        var run = Own(Scene.Beside("-started"));
        var poll = run.PollTask();
        await run.Start(r => r.WorkflowRunTimeout = Seconds(2));
        await poll;
        await run.UntilEvent(EventType.WorkflowExecutionTimedOut);
        await run.HistoryIsExample("E32-run-timeout-started-task");
    }

    [Scenario]
    public async Task Example35_ExternalSignal()
    {
        var target = Own(Scene.Beside("-target", "-t"));
        await target.Start();
        await Scene.Start();
        await Scene.RunTask(Commands.SignalExternal(target.Id, "ext", Json.Of("1")));
        await CompletedAs("E35-external-signal");
        await target.RunTask(Commands.CompleteWorkflow());
        await target.HistoryIsExample("E35-external-signal-target");
    }

    [Scenario]
    public async Task Example37_UpdateWithoutWorker()
    {
        await Scene.Start();
        await Scene.RunTask();
        var update = Scene.Update();
        await Scene.UntilEvent(EventType.WorkflowTaskTimedOut);
        await Scene.RunUpdate("\"late\"");
        await update;
        await EndedAs("E37-update-no-worker");
    }

    private Api.Command.V1.Command Activity() => Scene.ScheduleActivity(change: a => a.StartToCloseTimeout = Seconds(30));

    private static Duration Seconds(double seconds) => TimeSpan.FromSeconds(seconds).ToDuration();

    private async Task CompletedAs(string example)
    {
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIsExample(example);
    }

    private async Task EndedAs(string example)
    {
        await Scene.Signal("end");
        await CompletedAs(example);
    }

    public sealed class OnDevService() : WorkedExamplesOfRuns(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : WorkedExamplesOfRuns(ServiceKind.Real);
}
