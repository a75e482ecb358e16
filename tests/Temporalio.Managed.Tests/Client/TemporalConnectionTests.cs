using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;

namespace Temporalio.Tests.Client;

[Collection(ServiceCollection.Name)]
public class TemporalConnectionTests(TemporalService service)
{
    [Fact]
    public async Task ConnectAsync_NobodyListens_NamesTheAddress()
    {
        // Port 1 is reserved and nobody serves it.
        const string address = "127.0.0.1:1";
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalConnection.ConnectAsync(new(address)));
        Assert.StartsWith("Connection failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionRefused", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("http://localhost:7233")]
    public async Task ConnectAsync_BadTarget_Throws(string? target) =>
        await Assert.ThrowsAsync<ArgumentException>(() => TemporalConnection.ConnectAsync(new() { TargetHost = target }));

    [ServiceFact]
    public async Task CheckHealthAsync_RunningService_IsServing()
    {
        Assert.True(await service.Client.Connection.CheckHealthAsync());
        Assert.True(service.Client.Connection.IsConnected);
    }

    [ServiceFact]
    public async Task CreateLazy_FirstCall_Connects()
    {
        var connection = TemporalConnection.CreateLazy(new(service.Address));
        Assert.False(connection.IsConnected);
        var info = await connection.WorkflowService.GetSystemInfoAsync(new GetSystemInfoRequest());
        Assert.True(connection.IsConnected);
        Assert.NotEmpty(info.ServerVersion);
    }

    [ServiceFact]
    public async Task RawCall_UnknownNamespace_CarriesTheDetails()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() =>
            service.Client.WorkflowService.DescribeNamespaceAsync(new() { Namespace = "no-such-namespace" }));
        Assert.Equal(RpcException.StatusCode.NotFound, error.Code);
        Assert.Equal("Namespace no-such-namespace is not found.", error.Message);
        Assert.Equal(
            "no-such-namespace", error.GetDetail<Api.ErrorDetails.V1.NamespaceNotFoundFailure>()?.Namespace);
    }

    [ServiceFact]
    public async Task RawCall_CancelledToken_ThrowsOperationCanceled()
    {
        using var source = new CancellationTokenSource();
        var poll = service.Client.WorkflowService.PollWorkflowTaskQueueAsync(
            new() { Namespace = "default", TaskQueue = new() { Name = $"idle-{Guid.NewGuid()}" } },
            new() { CancellationToken = source.Token });
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
    }
}
