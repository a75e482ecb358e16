using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;

namespace Temporalio.Tests.Client;

[Collection(ServiceCollection.Name)]
public class TemporalClientWorkflowTests(TemporalService service)
{
    private readonly string id = $"workflow-{Guid.NewGuid()}";
    private readonly string taskQueue = $"queue-{Guid.NewGuid()}";

    private RawWorker Worker => new(service.Client, taskQueue);

    [ServiceFact]
    public async Task StartWorkflowAsync_AllOptions_ReachTheService()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", ["brief", 60], new(id, taskQueue)
        {
            StaticSummary = "A film",
            StaticDetails = "About lamps",
            ExecutionTimeout = TimeSpan.FromHours(1),
            RunTimeout = TimeSpan.FromMinutes(30),
            TaskTimeout = TimeSpan.FromSeconds(7),
            RetryPolicy = new() { MaximumAttempts = 2, NonRetryableErrorTypes = ["Fatal"] },
            Memo = new Dictionary<string, object> { ["brief"] = "lamps" },
            TypedSearchAttributes = new SearchAttributeCollection.Builder()
                .Set(SearchAttributeKey.CreateKeyword("Director"), "Ada")
                .Set(SearchAttributeKey.CreateLong("Takes"), 3)
                .ToSearchAttributeCollection(),
            Priority = new(2),
        });

        var description = await handle.DescribeAsync();
        Assert.Equal("Film", description.WorkflowType);
        Assert.Equal(handle.ResultRunId, description.RunId);
        Assert.Equal(handle.FirstExecutionRunId, description.RunId);
        Assert.Equal(WorkflowExecutionStatus.Running, description.Status);
        Assert.Equal("A film", await description.GetStaticSummaryAsync());
        Assert.Equal("About lamps", await description.GetStaticDetailsAsync());
        Assert.Equal("lamps", await description.Memo["brief"].ToValueAsync<string>());
        Assert.Equal("Ada", description.TypedSearchAttributes.Get(SearchAttributeKey.CreateKeyword("Director")));
        Assert.Equal(3, description.TypedSearchAttributes.Get(SearchAttributeKey.CreateLong("Takes")));

        var started = (await handle.FetchHistoryAsync()).Events.First().WorkflowExecutionStartedEventAttributes;
        Assert.Equal(TimeSpan.FromHours(1), started.WorkflowExecutionTimeout.ToTimeSpan());
        Assert.Equal(TimeSpan.FromMinutes(30), started.WorkflowRunTimeout.ToTimeSpan());
        Assert.Equal(TimeSpan.FromSeconds(7), started.WorkflowTaskTimeout.ToTimeSpan());
        Assert.Equal(2, started.RetryPolicy.MaximumAttempts);
        Assert.Equal(2, started.Priority.PriorityKey);
        Assert.Equal("\"brief\"", started.Input.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal(service.Client.Connection.Options.Identity, started.Identity);
    }

    [ServiceFact]
    public async Task StartWorkflowAsync_IdTaken_SaysByWhichRun()
    {
        var first = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        var error = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() =>
            service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue)));
        Assert.Equal(id, error.WorkflowId);
        Assert.Equal("Film", error.WorkflowType);
        Assert.Equal(first.ResultRunId, error.RunId);
    }

    [ServiceFact]
    public async Task StartWorkflowAsync_UseExisting_JoinsTheRun()
    {
        var first = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        var second = await service.Client.StartWorkflowAsync(
            "Film", [], new(id, taskQueue) { IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting });
        Assert.Equal(first.ResultRunId, second.ResultRunId);
    }

    [Theory]
    [InlineData(null, "queue")]
    [InlineData("id", null)]
    public async Task StartWorkflowAsync_MissingOption_Throws(string? workflowId, string? queue)
    {
        var client = TemporalClient.CreateLazy(new("127.0.0.1:1"));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            client.StartWorkflowAsync("Film", [], new() { Id = workflowId, TaskQueue = queue }));
    }

    [ServiceFact]
    public async Task GetResultAsync_Completed_ReturnsTheResult()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", ["x"], new(id, taskQueue));
        var result = handle.GetResultAsync<string>();
        await Worker.AnswerAsync(RawWorker.Complete("done"));
        Assert.Equal("done", await result);
        await handle.GetResultAsync();
    }

    [ServiceFact]
    public async Task GetResultAsync_ContinuedAsNew_FollowsUnlessToldNotTo()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        await Worker.AnswerAsync(RawWorker.ContinueAsNew("Film"));
        await Worker.AnswerAsync(RawWorker.Complete(42));
        Assert.Equal(42, await handle.GetResultAsync<int>());
        var error = await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(() => handle.GetResultAsync(followRuns: false));
        Assert.NotEqual(handle.ResultRunId, error.NewRunId);
        Assert.Equal(42, await service.Client.GetWorkflowHandle(id, error.NewRunId).GetResultAsync<int>());
    }

    [ServiceFact]
    public async Task GetResultAsync_Failed_KeepsTypeDetailsAndCause()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        await Worker.AnswerAsync(RawWorker.Fail(new ApplicationFailureException(
            "no light", new InvalidOperationException("bulb"), "Lighting", nonRetryable: true, details: ["lamp", 3])));
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        var reason = Assert.IsType<ApplicationFailureException>(failed.InnerException);
        Assert.Equal("no light", reason.Message);
        Assert.Equal("Lighting", reason.ErrorType);
        Assert.True(reason.NonRetryable);
        Assert.Equal("lamp", reason.Details.ElementAt<string>(0));
        Assert.Equal(3, reason.Details.ElementAt<int>(1));
        var cause = Assert.IsType<ApplicationFailureException>(reason.InnerException);
        Assert.Equal(("bulb", nameof(InvalidOperationException)), (cause.Message, cause.ErrorType));
    }

    [ServiceFact]
    public async Task TerminateAsync_ReasonAndDetails_ReachTheWaiter()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        await handle.TerminateAsync("out of budget", new() { Details = [9.5] });
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        var reason = Assert.IsType<TerminatedFailureException>(failed.InnerException);
        Assert.Equal("out of budget", reason.Message);
        Assert.Equal(9.5, reason.Details!.ElementAt<double>(0));
    }

    [ServiceFact]
    public async Task GetResultAsync_TimedOut_IsATimeout()
    {
        var handle = await service.Client.StartWorkflowAsync(
            "Film", [], new(id, taskQueue) { RunTimeout = TimeSpan.FromSeconds(1) });
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        Assert.Equal(TimeoutType.StartToClose, Assert.IsType<TimeoutFailureException>(failed.InnerException).TimeoutType);
    }

    [ServiceFact]
    public async Task CancelAsync_RunningWorkflow_IsAskedToStop()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        await handle.CancelAsync();
        var events = (await handle.FetchHistoryAsync()).Events;
        Assert.Contains(events, e => e.EventType == EventType.WorkflowExecutionCancelRequested);
    }

    [ServiceFact]
    public async Task SignalAsync_ClosedWorkflow_IsNotFound()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        await handle.SignalAsync("approve", ["plan"]);
        await handle.TerminateAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => handle.SignalAsync("approve", []));
        Assert.Equal(RpcException.StatusCode.NotFound, error.Code);
        var signal = (await handle.FetchHistoryAsync()).Events.First(e => e.EventType == EventType.WorkflowExecutionSignaled);
        Assert.Equal("approve", signal.WorkflowExecutionSignaledEventAttributes.SignalName);
    }

    [ServiceFact]
    public async Task StartWorkflowAsync_WithSignal_StartsOnceAndSignalsTwice()
    {
        var options = new WorkflowOptions(id, taskQueue);
        options.SignalWithStart("approve", ["plan"]);
        var first = await service.Client.StartWorkflowAsync("Film", [], options);
        var second = await service.Client.StartWorkflowAsync("Film", [], options);
        Assert.Equal(first.ResultRunId, second.ResultRunId);
        Assert.Null(first.FirstExecutionRunId);
        Assert.Equal(2, (await first.FetchHistoryAsync()).Events.Count(e => e.EventType == EventType.WorkflowExecutionSignaled));
    }

    [ServiceFact]
    public async Task QueryAsync_AnsweredFailedAndRejected_EachInItsWay()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        await Worker.AnswerAsync();
        var good = handle.QueryAsync<string>("status", []);
        await RespondQueryAsync(QueryResultType.Answered, "shooting", null);
        Assert.Equal("shooting", await good);
        var bad = handle.QueryAsync<string>("status", []);
        await RespondQueryAsync(QueryResultType.Failed, null, "no such query");
        Assert.Equal("no such query", (await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => bad)).Message);
        await handle.TerminateAsync();
        var rejected = await Assert.ThrowsAsync<WorkflowQueryRejectedException>(() =>
            handle.QueryAsync<string>("status", [], new() { RejectCondition = QueryRejectCondition.NotOpen }));
        Assert.Equal(WorkflowExecutionStatus.Terminated, rejected.WorkflowStatus);
    }

    [ServiceFact]
    public async Task FetchHistoryAsync_ThroughJson_StaysTheSame()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", ["x", new { A = 1 }], new(id, taskQueue));
        await Worker.AnswerAsync(RawWorker.Complete("done"));
        await handle.GetResultAsync();
        var history = await handle.FetchHistoryAsync();
        Assert.Equal(history.Events, WorkflowHistory.FromJson(id, history.ToJson()).Events);
    }

    private async Task RespondQueryAsync(QueryResultType type, object? answer, string? error)
    {
        var task = await Worker.PollWorkflowAsync();
        await service.Client.WorkflowService.RespondQueryTaskCompletedAsync(new()
        {
            Namespace = "default",
            TaskToken = task.TaskToken,
            CompletedType = type,
            QueryResult = answer == null ? null : RawWorker.Payloads(answer),
            ErrorMessage = error ?? string.Empty,
        });
    }
}
