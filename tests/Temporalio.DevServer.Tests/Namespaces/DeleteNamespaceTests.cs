using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Namespaces;

/// <summary>A namespace goes with everything in it, for good.</summary>
public sealed class DeleteNamespaceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Delete_WithRuns_TakesThemAlongAndLeavesOthers()
    {
        var file = folder.File("service.db");
        await using (var first = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = file, Namespaces = ["default", "doomed"] }))
        {
            using var client = new RpcClient(first.Address);
            var doomed = new Actor(client, "doomed");
            await new Actor(client).StartAsync("w", "q");
            await doomed.StartAsync("closed", "q");
            await doomed.CompleteAsync(await doomed.PollAsync("q"), Make.Complete());
            await doomed.StartAsync("open", "q");
            var waiting = doomed.CloseAsync("open");
            var answer = await client.CallAsync<DeleteNamespaceResponse>(new DeleteNamespaceRequest { Namespace = "doomed" }, service: MethodTable.OperatorService);
            Assert.StartsWith("doomed-deleted-", answer.DeletedNamespace, StringComparison.Ordinal);
            Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcFailure>(() => waiting)).Code);
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcFailure>(() => doomed.DescribeAsync("open"))).Code);
        }

        await using var second = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = file, Namespaces = ["default", "doomed"] });
        using var caller = new RpcClient(second.Address);
        Assert.Equal("w", (await new Actor(caller).DescribeAsync("w")).WorkflowExecutionInfo.Execution.WorkflowId);
        var count = await caller.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Namespace = "doomed" });
        Assert.Equal(0, count.Count);
        await Assert.ThrowsAsync<RpcFailure>(() => new Actor(caller, "doomed").DescribeAsync("closed"));
    }
}
