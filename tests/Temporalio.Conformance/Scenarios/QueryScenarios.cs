using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>E 72–82: queries. No scenario may find a trace of them in a history.</summary>
public abstract class QueryScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task E72_QueryOfIdleRun_IsATaskOfItsOwn()
    {
        await StartIdle();
        var query = Scene.Query("state");
        var task = await Scene.PollTask();
        Assert.Equal(("state", "1"), (task.Query.QueryType, Json.Text(task.Query.QueryArgs)));
        Assert.Equal((3, 0), (task.PreviousStartedEventId, task.StartedEventId));
        Scene.EventsAre(task.History.Events, "1:Started 2:TaskScheduled 3:TaskStarted 4:TaskCompleted 5:TimerStarted");
        await Scene.AnswerQuery(task, "42");
        Assert.Equal("42", Json.Text((await query).QueryResult));
        await Scene.HistoryListed($"{FirstTask} TimerStarted");
    }

    [Scenario]
    public async Task E73_QueryBeforeTheFirstTask_TravelsWithIt()
    {
        await Scene.Start();
        var query = await WaitingQuery("state");
        var task = await Scene.PollTask();
        await AnswerAttached(task, "\"ready\"");
        Assert.Equal("\"ready\"", Json.Text((await query).QueryResult));
        await Scene.HistoryListed($"{FirstTask} TimerStarted");
    }

    [Scenario]
    public async Task E74_QueryAfterSignal_SeesTheSignal()
    {
        await StartIdle();
        await Scene.Signal("go", "7");
        var query = await WaitingQuery("state");
        var task = await Scene.PollTask();
        Assert.Contains(task.History.Events, e => e.EventType == EventType.WorkflowExecutionSignaled);
        await AnswerAttached(task, "7");
        Assert.Equal("7", Json.Text((await query).QueryResult));
    }

    [Scenario]
    public async Task E75_QueryOfClosedRun_IsAnsweredByAWorker()
    {
        await StartClosed(Commands.CompleteWorkflow());
        var query = Scene.Query();
        var task = await Scene.PollTask();
        Scene.EventsAre(task.History.Events, "1:Started 2:TaskScheduled 3:TaskStarted 4:TaskCompleted 5:Completed");
        await Scene.AnswerQuery(task, "42");
        Assert.Equal("42", Json.Text((await query).QueryResult));
    }

    [Scenario]
    public async Task E75_QueryWithoutWorker_ExceedsItsDeadline()
    {
        await StartClosed(Commands.CompleteWorkflow());
        await Scene.Refused(GrpcCode.DeadlineExceeded, () => Scene.Query(seconds: 3));
    }

    [Scenario]
    public async Task E76_RejectConditionOnCompletedRun_FollowsTheStatus()
    {
        await StartClosed(Commands.CompleteWorkflow());
        var rejected = await Scene.Query(reject: QueryRejectCondition.NotOpen);
        Assert.Equal(WorkflowExecutionStatus.Completed, rejected.QueryRejected.Status);
        var query = Scene.Query(reject: QueryRejectCondition.NotCompletedCleanly);
        await Scene.AnswerQuery(await Scene.PollTask(), "42");
        Assert.Equal("42", Json.Text((await query).QueryResult));
    }

    [Scenario]
    public async Task E76_RejectConditionOnFailedRun_FollowsTheStatus()
    {
        await StartClosed(Commands.FailWorkflow(Failures.Application()));
        foreach (var condition in new[] { QueryRejectCondition.NotOpen, QueryRejectCondition.NotCompletedCleanly })
        {
            Assert.Equal(WorkflowExecutionStatus.Failed, (await Scene.Query(reject: condition)).QueryRejected.Status);
        }
    }

    [Scenario]
    public async Task E77_HandlerThrows_CallerGetsMessageAndFailure()
    {
        await StartIdle();
        var query = Scene.Query();
        await Scene.FailQuery(await Scene.PollTask(), "handler broke");
        var error = await Scene.Refused(GrpcCode.InvalidArgument, () => query, "handler broke");
        Assert.Equal("handler broke", error.Detail<QueryFailedFailure>().Failure.Message);
    }

    [Scenario]
    public async Task E78_UnknownQueryAttachedToATask_CallerGetsTheWorkersText()
    {
        const string Text = "Query handler for unknown expected but not found, known queries: state";
        await Scene.Start();
        var query = await WaitingQuery("unknown");
        var task = await Scene.PollTask();
        var id = Assert.Single(task.Queries).Key;
        await Scene.Complete(
            task,
            r => r.QueryResults.Add(id, new() { ResultType = QueryResultType.Failed, ErrorMessage = Text }),
            Commands.StartTimer("1", 60));
        var error = await Scene.Refused(GrpcCode.InvalidArgument, () => query, Text);
        Assert.NotNull(error.Detail<QueryFailedFailure>());
    }

    [Scenario]
    public async Task E79_QueryWhileTasksKeepFailing_IsNotReady()
    {
        await Scene.Start();
        await Scene.FailTask(await Scene.PollTask());
        await Scene.FailTask(await Scene.PollTask());
        await Scene.Until(async () => (await Scene.Describe()).PendingWorkflowTask?.Attempt == 3);
        var error = await Scene.Refused(
            GrpcCode.FailedPrecondition, () => Scene.Query(), "Unable to query workflow due to Workflow Task in failed state.");
        Assert.NotNull(error.Detail<WorkflowNotReadyFailure>());
    }

    [Scenario]
    public async Task E80_SecondQueryDuringATask_IsTurnedAwayOnce()
    {
        await StartIdle();
        await Scene.Signal("go");
        var started = await Scene.PollTask();
        var waiting = await WaitingQuery("first");
        await TurnedAway(Scene.Query("second"));

        // Nothing else is pending after this completion, so the waiting query is sent on its own.
        await Scene.Complete(started);
        await Scene.AnswerQuery(await PollQuery("first"), "1");
        Assert.Equal("1", Json.Text((await waiting).QueryResult));
        var retried = Scene.Query("second");
        await Scene.AnswerQuery(await PollQuery("second"), "2");
        Assert.Equal("2", Json.Text((await retried).QueryResult));
    }

    [Scenario]
    public async Task E81_QueryAfterStickyWorkerIsGone_FallsBackToTheNormalQueue()
    {
        await Scene.Start();
        await Scene.CompleteSticky(await Scene.PollTask(), Commands.StartTimer("1", 60));
        await Scene.TryPollTask(3, sticky: true);
        var query = Scene.Query(seconds: 25);
        var task = await PollQuery("state");
        Assert.Equal(5, task.History.Events.Count);
        await Scene.AnswerQuery(task, "42");
        Assert.Equal("42", Json.Text((await query).QueryResult));
    }

    [Scenario]
    public async Task E81_QueryOnTheStickyQueue_BringsNoHistory()
    {
        await Scene.Start();
        await Scene.CompleteSticky(await Scene.PollTask(), Commands.StartTimer("1", 60));
        var sticky = await Scene.BeginStickyPoll();
        var query = Scene.Query();
        var task = await sticky;
        Assert.Equal("state", task.Query.QueryType);
        Assert.Empty(task.History?.Events ?? []);
        await Scene.AnswerQuery(task, "42");
        Assert.Equal("42", Json.Text((await query).QueryResult));
    }

    [Scenario]
    public async Task E82_QueryOfAnOlderRun_AnswersThatRun()
    {
        var old = (await Scene.Start()).RunId;
        await Scene.RunTask(Commands.ContinueAsNew(Scene));
        await Scene.RunTask(Commands.StartTimer("1", 60));
        var query = Scene.Query(runId: old);
        var task = await PollQuery("state");
        Assert.Equal(old, task.WorkflowExecution.RunId);
        Scene.EventsAre(task.History.Events, "1:Started 2:TaskScheduled 3:TaskStarted 4:TaskCompleted 5:ContinuedAsNew");
        await Scene.AnswerQuery(task, "\"old\"");
        Assert.Equal("\"old\"", Json.Text((await query).QueryResult));
    }

    /// <summary>
    /// Asks a query and returns its answer to be when it waits at the service for a workflow task. Nothing shows it there, but
    /// there is room for one only: of two the service turns one away, which shows that the other one has arrived.
    /// </summary>
    private async Task<Task<QueryWorkflowResponse>> WaitingQuery(string type)
    {
        Task<QueryWorkflowResponse>[] both = [Scene.Query(type), Scene.Query(type)];
        var turnedAway = await Task.WhenAny(both);
        await TurnedAway(turnedAway);
        return both.Single(q => q != turnedAway);
    }

    private static async Task TurnedAway(Task query)
    {
        var error = await Scene.Refused(GrpcCode.ResourceExhausted, () => query);
        Assert.Equal(ResourceExhaustedCause.BusyWorkflow, error.Detail<ResourceExhaustedFailure>().Cause);
    }

    private async Task StartIdle()
    {
        await Scene.Start();
        await Scene.RunTask(Commands.StartTimer("1", 60));
    }

    private async Task StartClosed(Api.Command.V1.Command close)
    {
        await Scene.Start();
        await Scene.RunTask(close);
    }

    private async Task<PollWorkflowTaskQueueResponse> PollQuery(string type)
    {
        var task = await Scene.PollTask();
        Assert.Equal(type, task.Query?.QueryType);
        return task;
    }

    private Task AnswerAttached(PollWorkflowTaskQueueResponse task, string json)
    {
        var id = Assert.Single(task.Queries).Key;
        return Scene.Complete(
            task,
            r => r.QueryResults.Add(id, new() { ResultType = QueryResultType.Answered, Answer = Json.Of(json) }),
            Commands.StartTimer("answered", 60));
    }

    public sealed class OnDevService() : QueryScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : QueryScenarios(ServiceKind.Real);
}
