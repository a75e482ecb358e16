using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Batches;

/// <summary>A batch goes on where the death of its process interrupted it.</summary>
public sealed class BatchRestartTests : IDisposable
{
    private const int Workflows = 24;
    private const string Job = "job";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Kill_DuringABatchOfSignals_EachWorkflowGetsOne()
    {
        var file = folder.File("service.db");
        using (var first = await ChildService.StartAsync(file))
        {
            for (var i = 0; i < Workflows; i++) await first.Actor.StartAsync(Id(i), "q");
            // The first eight go at once, the rest at eight a second: it is killed long before the end.
            await first.Client.CallAsync<StartBatchOperationResponse>(Batch(b => b.SignalOperation = new() { Signal = "go" }));
            await ReachAsync(first, job => job.CompleteOperationCount > 0);
            await first.KillAsync();
        }

        using var second = await ChildService.StartAsync(file);
        var ended = await ReachAsync(second, job => job.State != BatchOperationState.Running);
        Assert.Equal(
            (BatchOperationState.Completed, (long)Workflows, 0L, "because"),
            (ended.State, ended.CompleteOperationCount, ended.FailureOperationCount, ended.Reason));
        for (var i = 0; i < Workflows; i++)
            Assert.Single((await second.Actor.HistoryAsync(Id(i))).Events, e => e.EventType == EventType.WorkflowExecutionSignaled);
    }

    [Fact]
    public async Task Kill_DuringABatchOfTerminations_NoneIsCountedAsAFailure()
    {
        var file = folder.File("service.db");
        using (var first = await ChildService.StartAsync(file))
        {
            for (var i = 0; i < Workflows; i++) await first.Actor.StartAsync(Id(i), "q");
            await first.Client.CallAsync<StartBatchOperationResponse>(Batch(b => b.TerminationOperation = new()));
            await first.Actor.CloseAsync(Id(0));
            await first.KillAsync();
        }

        using var second = await ChildService.StartAsync(file);
        var ended = await ReachAsync(second, job => job.State != BatchOperationState.Running);
        Assert.Equal(((long)Workflows, 0L), (ended.CompleteOperationCount, ended.FailureOperationCount));
        for (var i = 0; i < Workflows; i++) Assert.Equal(EventType.WorkflowExecutionTerminated, (await second.Actor.CloseAsync(Id(i))).EventType);
    }

    [Fact]
    public async Task Restart_EndedBatch_IsStillDescribed()
    {
        var options = new DevServiceOptions { DatabaseFile = folder.File("service.db") };
        await using (var first = await DevService.StartAsync(options))
        {
            using var client = new RpcClient(first.Address);
            await new Actor(client).StartAsync(Id(0), "q");
            var request = Batch(b => b.CancellationOperation = new() { Identity = "operator" });
            request.Executions.Clear();
            request.Executions.Add(new WorkflowExecution { WorkflowId = Id(0) });
            await client.CallAsync<StartBatchOperationResponse>(request);
            await ReachAsync(client, job => job.State == BatchOperationState.Completed);
        }

        await using var second = await DevService.StartAsync(options);
        using var later = new RpcClient(second.Address);
        var job = await ReachAsync(later, _ => true);
        Assert.Equal((BatchOperationState.Completed, 1L, "operator"), (job.State, job.CompleteOperationCount, job.Identity));
        Assert.NotNull(job.CloseTime);
    }

    private static string Id(int i) => $"w{i:D2}";

    private static StartBatchOperationRequest Batch(Action<StartBatchOperationRequest> change)
    {
        var request = new StartBatchOperationRequest
        {
            Namespace = "default",
            JobId = Job,
            Reason = "because",
            MaxOperationsPerSecond = 8,
            Executions = { Enumerable.Range(0, Workflows).Select(i => new WorkflowExecution { WorkflowId = Id(i) }) },
        };
        change(request);
        return request;
    }

    private static Task<DescribeBatchOperationResponse> ReachAsync(ChildService service, Func<DescribeBatchOperationResponse, bool> isReached) =>
        ReachAsync(service.Client, isReached);

    private static async Task<DescribeBatchOperationResponse> ReachAsync(RpcClient client, Func<DescribeBatchOperationResponse, bool> isReached)
    {
        while (true)
        {
            var job = await client.CallAsync<DescribeBatchOperationResponse>(new DescribeBatchOperationRequest { Namespace = "default", JobId = Job });
            if (isReached(job)) return job;
        }
    }
}
