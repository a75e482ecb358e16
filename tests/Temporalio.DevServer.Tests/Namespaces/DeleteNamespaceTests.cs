using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Storage;
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
            var answer = await client.CallAsync<DeleteNamespaceResponse>(new DeleteNamespaceRequest { Namespace = "doomed" }, service: MethodTable.OperatorService);
            Assert.StartsWith("doomed-deleted-", answer.DeletedNamespace, StringComparison.Ordinal);
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcFailure>(() => doomed.DescribeAsync("open"))).Code);
        }

        await using var second = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = file, Namespaces = ["default", "doomed"] });
        using var caller = new RpcClient(second.Address);
        Assert.Equal("w", (await new Actor(caller).DescribeAsync("w")).WorkflowExecutionInfo.Execution.WorkflowId);
        var count = await caller.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Namespace = "doomed" });
        Assert.Equal(0, count.Count);
        await Assert.ThrowsAsync<RpcFailure>(() => new Actor(caller, "doomed").DescribeAsync("closed"));
    }

    [Fact]
    public async Task Delete_WhileAPollWaitsForARun_EndsThePoll()
    {
        using var core = new ServiceCore(Store.Open(null), new DevServiceOptions(), NullLogger.Instance);
        var methods = MethodRegistry.Create(core, null, CancellationToken.None);
        await Ask(MethodTable.WorkflowService, new RegisterNamespaceRequest
        {
            Namespace = "doomed",
            WorkflowExecutionRetentionPeriod = TimeSpan.FromDays(1).ToDuration(),
        });
        await Ask(MethodTable.WorkflowService, new StartWorkflowExecutionRequest
        {
            Namespace = "doomed",
            WorkflowId = "open",
            WorkflowType = new() { Name = "wf" },
            TaskQueue = Make.Queue("q"),
            RequestId = "start",
        });

        // Asked without a network between, the poll waits once it has been asked.
        var waiting = Ask(MethodTable.WorkflowService, new GetWorkflowExecutionHistoryRequest
        {
            Namespace = "doomed",
            Execution = new() { WorkflowId = "open" },
            WaitNewEvent = true,
            HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
        });
        Assert.False(waiting.IsCompleted);
        await Ask(MethodTable.OperatorService, new DeleteNamespaceRequest { Namespace = "doomed" });
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<ServiceError>(() => waiting)).Code);

        Task<IMessage> Ask(string service, IMessage request) => methods.Find($"/{service}/{request.Descriptor.Name[..^"Request".Length]}")!(
            request.ToByteArray(), new CallContext(new HeaderDictionary(), null, CancellationToken.None, CancellationToken.None));
    }
}
