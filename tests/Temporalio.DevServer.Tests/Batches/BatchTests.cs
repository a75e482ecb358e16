using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Batches;

/// <summary>The same thing done to many workflows.</summary>
public sealed class BatchTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Actor actor = service.Actor;
    private readonly string type = $"type-{Guid.NewGuid():N}";

    [Fact]
    public async Task Terminate_ByQuery_EndsTheRunningOnes()
    {
        var ids = await StartAsync(3);
        await actor.CompleteAsync(await actor.PollAsync(type), Make.Complete());
        var job = await RunAsync(b => b.TerminationOperation = new() { Identity = "operator" });
        Assert.Equal((13, 2L, 2L, 0L), ((int)job.OperationType, job.TotalOperationCount, job.CompleteOperationCount, job.FailureOperationCount));
        var closes = await Task.WhenAll(ids.Select(id => actor.CloseAsync(id)));
        var terminated = closes.Where(c => c.EventType == EventType.WorkflowExecutionTerminated).Select(c => c.WorkflowExecutionTerminatedEventAttributes).ToArray();
        Assert.Equal(2, terminated.Length);
        Assert.All(terminated, t => Assert.Equal(("operator", "because"), (t.Identity, t.Reason)));
    }

    [Fact]
    public async Task SignalCancelResetDelete_ByQuery_ReachEachWorkflow()
    {
        var id = Assert.Single(await StartAsync(1));
        await RunAsync(b => b.SignalOperation = new() { Signal = "go", Input = Make.Json("1") });
        await RunAsync(b => b.CancellationOperation = new());
        var task = await actor.PollAsync(type);
        Assert.Contains(task.History.Events, e => e.WorkflowExecutionSignaledEventAttributes?.SignalName == "go");
        Assert.Contains(task.History.Events, e => e.EventType == EventType.WorkflowExecutionCancelRequested);
        await actor.CompleteAsync(task, Make.CancelWorkflow());

        var reset = await RunAsync(b => b.ResetOperation = new() { Options = new() { FirstWorkflowTask = new() } });
        Assert.Equal(1, reset.CompleteOperationCount);
        Assert.True((await actor.PollAsync(type)).StartedEventId > 0);

        await RunAsync(b => b.DeletionOperation = new());
        await Assert.ThrowsAsync<RpcFailure>(() => actor.DescribeAsync(id));
    }

    [Fact]
    public async Task Terminate_NamedAndOneIsClosed_CountsItAsDone()
    {
        var ids = await StartAsync(2);
        await actor.TerminateAsync(ids[0]);
        var job = await RunAsync(b =>
        {
            b.VisibilityQuery = "";
            b.Executions.Add(ids.Select(i => new Api.Common.V1.WorkflowExecution { WorkflowId = i }));
            b.TerminationOperation = new();
        });
        Assert.Equal((2L, 2L, 0L), (job.TotalOperationCount, job.CompleteOperationCount, job.FailureOperationCount));
    }

    [Fact]
    public async Task List_ShowsJobs_AndDescribeOfUnknownIsNotFound()
    {
        var job = await RunAsync(b => b.TerminationOperation = new());
        var listed = await actor.Client.CallAsync<ListBatchOperationsResponse>(new ListBatchOperationsRequest { Namespace = "default" });
        Assert.Contains(listed.OperationInfo, o => o.JobId == job.JobId && o.State == BatchOperationState.Completed);
        var failure = await Assert.ThrowsAsync<RpcFailure>(
            () => actor.Client.CallAsync<DescribeBatchOperationResponse>(new DescribeBatchOperationRequest { Namespace = "default", JobId = "nobody" }));
        Assert.Equal(StatusCode.NotFound, failure.Code);
    }

    [Fact]
    public async Task Start_WithoutOperationOrReason_IsRefused()
    {
        var request = new StartBatchOperationRequest { Namespace = "default", JobId = "j", VisibilityQuery = "WorkflowType='x'", Reason = "r" };
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcFailure>(() => actor.Client.CallAsync<StartBatchOperationResponse>(request))).Code);
        request.TerminationOperation = new();
        request.Reason = "";
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcFailure>(() => actor.Client.CallAsync<StartBatchOperationResponse>(request))).Code);
    }

    private async Task<string[]> StartAsync(int count)
    {
        var ids = Enumerable.Range(0, count).Select(i => $"{type}-{i}").ToArray();
        foreach (var id in ids) await actor.StartAsync(id, type, r => r.WorkflowType = new() { Name = type });
        return ids;
    }

    private async Task<DescribeBatchOperationResponse> RunAsync(Action<StartBatchOperationRequest> change)
    {
        var request = new StartBatchOperationRequest { Namespace = "default", JobId = Guid.NewGuid().ToString(), Reason = "because", VisibilityQuery = $"WorkflowType = '{type}'" };
        change(request);
        await actor.Client.CallAsync<StartBatchOperationResponse>(request);
        while (true)
        {
            var job = await actor.Client.CallAsync<DescribeBatchOperationResponse>(new DescribeBatchOperationRequest { Namespace = "default", JobId = request.JobId });
            if (job.State != BatchOperationState.Running) return job;
        }
    }
}
