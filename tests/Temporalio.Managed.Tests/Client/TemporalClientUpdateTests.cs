using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;

namespace Temporalio.Tests.Client;

[Collection(ServiceCollection.Name)]
public class TemporalClientUpdateTests(TemporalService service)
{
    private readonly string id = $"workflow-{Guid.NewGuid()}";
    private readonly string taskQueue = $"queue-{Guid.NewGuid()}";

    private RawWorker Worker => new(service.Client, taskQueue);

    [ServiceFact]
    public async Task ExecuteUpdateAsync_Completed_ReturnsTheResult()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        var update = handle.ExecuteUpdateAsync<int>("approve", [3]);
        await Worker.AnswerUpdateAsync(request => Succeed(int.Parse(request.Input.Args.Payloads_[0].Data.ToStringUtf8()) + 1));
        Assert.Equal(4, await update);
    }

    [ServiceFact]
    public async Task ExecuteUpdateAsync_Failed_CarriesTheReason()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        var update = handle.ExecuteUpdateAsync("approve", []);
        await Worker.AnswerUpdateAsync(_ => new Outcome
        {
            Failure = new() { Message = "not now", ApplicationFailureInfo = new() { Type = "Busy" } },
        });
        var failed = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => update);
        Assert.Equal("Busy", Assert.IsType<ApplicationFailureException>(failed.InnerException).ErrorType);
    }

    [ServiceFact]
    public async Task StartUpdateAsync_SameId_FindsTheOutcome()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        var start = handle.StartUpdateAsync<string>("approve", [], new("update-1", WorkflowUpdateStage.Accepted));
        await Worker.AnswerUpdateAsync(_ => Succeed("yes"));
        var update = await start;
        Assert.Equal(("update-1", id, handle.ResultRunId), (update.Id, update.WorkflowId, update.WorkflowRunId));
        Assert.Equal("yes", await update.GetResultAsync());
        Assert.Equal("yes", await handle.GetUpdateHandle<string>("update-1").GetResultAsync());
        await handle.GetUpdateHandle("update-1").GetResultAsync();
    }

    [ServiceFact]
    public async Task GetResultAsync_CancelledToken_ThrowsTimeoutOrCanceled()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        using var source = new CancellationTokenSource();
        var update = handle.ExecuteUpdateAsync("approve", [], new() { Rpc = new() { CancellationToken = source.Token } });
        await source.CancelAsync();
        await Assert.ThrowsAsync<WorkflowUpdateRpcTimeoutOrCanceledException>(() => update);
    }

    [Theory]
    [InlineData(WorkflowUpdateStage.None)]
    [InlineData(WorkflowUpdateStage.Admitted)]
    public async Task StartUpdateAsync_StageThatCannotBeAwaited_Throws(WorkflowUpdateStage stage)
    {
        var handle = TemporalClient.CreateLazy(new("127.0.0.1:1")).GetWorkflowHandle(id);
        await Assert.ThrowsAsync<ArgumentException>(() => handle.StartUpdateAsync("approve", [], new(stage)));
    }

    [ServiceFact]
    public async Task ExecuteUpdateWithStart_NotRunning_StartsAndUpdates()
    {
        var start = WithStartWorkflowOperation.Create(
            "Film", ["x"], new(id, taskQueue) { IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting });
        var update = service.Client.ExecuteUpdateWithStartWorkflowAsync<string>("approve", ["plan"], new(start));
        await Worker.AnswerUpdateAsync(_ => Succeed("approved"));
        Assert.Equal("approved", await update);
        var handle = await start.GetHandleAsync();
        Assert.Equal(id, handle.Id);
        Assert.Equal(handle.ResultRunId, (await handle.DescribeAsync()).RunId);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            service.Client.ExecuteUpdateWithStartWorkflowAsync("approve", [], new(start)));
    }

    [ServiceFact]
    public async Task ExecuteUpdateWithStart_IdTaken_ThrowsAlreadyStarted()
    {
        await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        var start = WithStartWorkflowOperation.Create(
            "Film", [], new(id, taskQueue) { IdConflictPolicy = WorkflowIdConflictPolicy.Fail });
        var error = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() =>
            service.Client.ExecuteUpdateWithStartWorkflowAsync("approve", [], new(start)));
        Assert.Equal(id, error.WorkflowId);
        Assert.Same(error, await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(start.GetHandleAsync));
    }

    [Fact]
    public async Task ExecuteUpdateWithStart_NoConflictPolicy_Throws()
    {
        var client = TemporalClient.CreateLazy(new("127.0.0.1:1"));
        var start = WithStartWorkflowOperation.Create("Film", [], new(id, taskQueue));
        await Assert.ThrowsAsync<ArgumentException>(() => client.ExecuteUpdateWithStartWorkflowAsync("approve", [], new(start)));
    }

    private static Outcome Succeed(object? result) => new() { Success = RawWorker.Payloads(result) };
}
