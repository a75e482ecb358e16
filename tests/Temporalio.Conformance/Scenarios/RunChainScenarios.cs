using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>I 123–133: continue-as-new, workflow retry, cron, start delay and timeouts.</summary>
public abstract class RunChainScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(500);

    [Scenario]
    public async Task I123_ContinueAsNew_CarriesWhatTheCommandSays()
    {
        var first = (await Scene.Start(r =>
        {
            r.WorkflowRunTimeout = Seconds(100);
            r.WorkflowTaskTimeout = Seconds(50);
            r.Memo = new() { Fields = { ["note"] = Json.Payload("1") } };
        })).RunId;
        var command = Commands.ContinueAsNew(Scene, Json.Of("2"));
        var attributes = command.ContinueAsNewWorkflowExecutionCommandAttributes;
        attributes.Memo = new() { Fields = { ["note"] = Json.Payload("2") } };
        attributes.WorkflowTaskTimeout = Seconds(70);
        // A run of less than a second would delay the next one's first task.
        await Scene.Elapse(1.2);
        await Scene.RunTask(command);
        var second = await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.HistoryIs(
            $$"""
            {{FirstTask}} ContinuedAsNew{memo.fields.note='json/plain 2', workflowTaskTimeout=70s, workflowRunTimeout=100s, input.payloads[0]='json/plain 2'}
            """,
            first,
            "first");
        await Scene.HistoryIs(
            $$"""
            Started{initiator=WORKFLOW, memo.fields.note='json/plain 2', workflowTaskTimeout=70s, workflowRunTimeout=100s, attempt=1}
            {{WorkflowTask}} Completed
            """,
            second.WorkflowExecution.RunId,
            "second");
        Assert.Equal(first, second.History.Events[0].WorkflowExecutionStartedEventAttributes.FirstExecutionRunId);
    }

    [Scenario]
    public async Task I124_ContinueAsNewOfAYoungRun_DelaysTheNextTask()
    {
        var first = (await Scene.Start()).RunId;
        await Scene.RunTask(Commands.ContinueAsNew(Scene));
        var old = await Scene.History(first);
        var task = await Scene.RunTask();
        var started = task.History.Events[0].WorkflowExecutionStartedEventAttributes;
        var backoff = started.FirstWorkflowTaskBackoff?.ToTimeSpan() ?? TimeSpan.Zero;
        // A service that is busy may let the first run grow older than a second, and then there is nothing to wait for.
        var due = TimeSpan.FromSeconds(1) - Scene.Between(old[0], old[^1]);
        Assert.InRange(backoff - (due > TimeSpan.Zero ? due : TimeSpan.Zero), -Tolerance, Tolerance);
        Assert.True(Scene.Between(task.History.Events[0], task.History.Events[1]) >= backoff - Tolerance);
    }

    [Scenario]
    public async Task I126_OldRun_IsClosedAndTheNewOneCurrent()
    {
        var first = (await Scene.Start()).RunId;
        await Scene.RunTask(Commands.ContinueAsNew(Scene));
        Scene.Has(await Scene.Describe(first), "workflowExecutionInfo.status=CONTINUED_AS_NEW");
        var current = await Scene.Describe("");
        Scene.Has(current, "workflowExecutionInfo.status=RUNNING");
        Assert.Equal(first, current.WorkflowExecutionInfo.FirstRunId);
    }

    [Scenario]
    public async Task I127_ContinueAsNewWithUnseenSignal_IsRefusedOnce()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        await Scene.Signal("late");
        await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.Complete(task, Commands.ContinueAsNew(Scene)), "UnhandledCommand");
        var run = (await Scene.RunTask(Commands.ContinueAsNew(Scene))).WorkflowExecution.RunId;
        await Scene.HistoryListed(
            $"Started TaskScheduled TaskStarted TaskFailed{{cause=UNHANDLED_COMMAND}} Signaled {WorkflowTask} ContinuedAsNew", run);
    }

    [Scenario]
    public async Task I128_WorkflowRetryExhausted_EndsWithTheReason()
    {
        await Scene.Start(r => r.RetryPolicy = Scene.Retry(initial: 1, attempts: 2));
        await Scene.RunTask(Commands.FailWorkflow(Failures.Application("first")));
        var last = await Scene.RunTask(Commands.FailWorkflow(Failures.Application("second")));
        await Scene.HistoryIs(
            $$"""
            Started{attempt=2, initiator=RETRY, continuedFailure.message=first, firstWorkflowTaskBackoff=1s} {{WorkflowTask}}
            Failed{retryState=MAXIMUM_ATTEMPTS_REACHED, newExecutionRunId=-}
            """,
            last.WorkflowExecution.RunId);
    }

    [Scenario]
    public async Task I129_NonRetryableWorkflowFailure_IsNotRetried()
    {
        await Scene.Start(r => r.RetryPolicy = Scene.Retry());
        await Scene.RunTask(Commands.FailWorkflow(Failures.Application(nonRetryable: true)));
        await Scene.HistoryIs($"{FirstTask} Failed{{retryState=NON_RETRYABLE_FAILURE, newExecutionRunId=-}}");
    }

    [Scenario]
    public async Task I130_RunTimeoutWithRetryPolicy_StartsAnotherRun()
    {
        var first = (await Scene.Start(r =>
        {
            r.WorkflowRunTimeout = Seconds(1);
            r.RetryPolicy = Scene.Retry(initial: 1);
        })).RunId;
        await Scene.UntilEvent(EventType.WorkflowExecutionTimedOut);
        await Scene.HistoryIs("Started TaskScheduled TimedOut{retryState=IN_PROGRESS, newExecutionRunId=*}", first);
        // A slow machine may need more attempts before it takes a task in time.
        var second = await Scene.PollTask();
        Assert.True(second.History.Events[0].WorkflowExecutionStartedEventAttributes.Attempt > 1);
    }

    [Scenario]
    public async Task I130_ExecutionTimeoutWithRetryPolicy_Ends()
    {
        await Scene.Start(r =>
        {
            r.WorkflowExecutionTimeout = Seconds(1);
            r.RetryPolicy = Scene.Retry(initial: 10);
        });
        await Scene.UntilEvent(EventType.WorkflowExecutionTimedOut);
        await Scene.HistoryIs("Started TaskScheduled TimedOut{retryState=TIMEOUT, newExecutionRunId=-}");
    }

    [Scenario]
    public async Task I131_Cron_RunsPerTickAndHandsOnTheResult()
    {
        await Scene.Start(r => r.CronSchedule = "@every 2s");
        var first = await Scene.RunTask(Commands.CompleteWorkflow("1"));
        var second = await Scene.RunTask(Commands.CompleteWorkflow("2"));
        await Scene.HistoryListed(
            $"Started{{cronSchedule='@every 2s', initiator=CRON_SCHEDULE, firstWorkflowTaskBackoff=*}} {WorkflowTask} Completed{{newExecutionRunId=*}}",
            first.WorkflowExecution.RunId);
        var started = second.History.Events[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal(ContinueAsNewInitiator.CronSchedule, started.Initiator);
        Assert.Equal("1", Json.Text(started.LastCompletionResult));
        Assert.Equal(first.WorkflowExecution.RunId, started.FirstExecutionRunId);
        var current = (await Scene.Describe("")).WorkflowExecutionInfo.Execution.RunId;
        await Scene.Call<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", new() { Namespace = Scene.Namespace, WorkflowExecution = Scene.Execution("") });
        Scene.Has(await Scene.Describe(""), "workflowExecutionInfo.status=TERMINATED");
        Assert.Equal(current, (await Scene.Describe("")).WorkflowExecutionInfo.Execution.RunId);
    }

    [Scenario]
    public async Task I132_StartDelay_HoldsTheFirstTaskBack()
    {
        await Scene.Start(r => r.WorkflowStartDelay = Seconds(8));
        await Scene.Signal("early");
        await Scene.HistoryIs("Started{firstWorkflowTaskBackoff=8s} Signaled");
        var task = await Scene.RunTask(Commands.CompleteWorkflow());
        Assert.True(Scene.Between(task.History.Events[0], task.History.Events[2]) >= TimeSpan.FromSeconds(7.95));
        await Scene.HistoryListed($"Started Signaled {WorkflowTask} Completed");
    }

    [Scenario]
    public async Task I132_CancelDuringStartDelay_SchedulesTheTask()
    {
        await Scene.Start(r => r.WorkflowStartDelay = Seconds(60));
        await Scene.RequestCancel();
        await Scene.RunTask(Commands.CancelWorkflow());
        await Scene.HistoryIs($"Started CancelRequested {WorkflowTask} Canceled");
    }

    [Scenario]
    public async Task I133_LongHistory_SuggestsContinueAsNew()
    {
        const int Threshold = 4096;
        await Scene.Start();
        var first = await Scene.RunTask([.. Enumerable.Range(0, Threshold).Select(i => Commands.RecordMarker($"m{i}"))]);
        Assert.False(first.History.Events[^1].WorkflowTaskStartedEventAttributes.SuggestContinueAsNew);
        await Scene.Signal("go");
        var second = await Scene.PollTask();
        // Pages hold whole batches, and one completion is one batch however large.
        Assert.Equal(Threshold + 7, second.History.Events.Count);
        await Scene.Complete(second, Commands.CompleteWorkflow());
        var started = (await Scene.History()).Last(e => e.EventType == EventType.WorkflowTaskStarted).WorkflowTaskStartedEventAttributes;
        Assert.True(started.SuggestContinueAsNew);
        Assert.Equal([SuggestContinueAsNewReason.TooManyHistoryEvents], started.SuggestContinueAsNewReasons);
    }

    private static Duration Seconds(double seconds) => TimeSpan.FromSeconds(seconds).ToDuration();

    public sealed class OnDevService() : RunChainScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : RunChainScenarios(ServiceKind.Real);
}
