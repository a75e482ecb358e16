using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Tests.Transport;

public class CallHeadersTests
{
    [Fact]
    public async Task Call_PlainConnection_SendsItsHeaders()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Message());
        var connection = await TemporalConnection.ConnectAsync(new(server.Address)
        {
            ApiKey = "secret",
            Tls = new() { Disabled = true },
            RpcMetadata = [new("tenant", "films"), new("colour", "red")],
            RpcBinaryMetadata = [new("trace-bin", [1, 2, 3, 4])],
        });
        await connection.WorkflowService.DescribeNamespaceAsync(
            new DescribeNamespaceRequest { Namespace = "studio" }, new() { Metadata = [new("colour", "blue")] });
        Assert.Equal("temporal-dotnet", server.LastHeaders["client-name"]);
        Assert.NotEmpty(server.LastHeaders["client-version"].ToString());
        Assert.Equal("studio", server.LastHeaders["temporal-namespace"]);
        Assert.Equal("Bearer secret", server.LastHeaders["authorization"]);
        Assert.Equal("films", server.LastHeaders["tenant"]);
        Assert.Equal("blue", server.LastHeaders["colour"]);
        Assert.Equal("AQIDBA", server.LastHeaders["trace-bin"]);
    }

    [Fact]
    public async Task Call_ApiKeyChanged_TakesEffectAtOnce()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Message());
        var connection = await TemporalConnection.ConnectAsync(new(server.Address));
        Assert.False(server.LastHeaders.ContainsKey("authorization"));
        connection.ApiKey = "new";
        await connection.WorkflowService.GetSystemInfoAsync(new GetSystemInfoRequest());
        Assert.Equal("Bearer new", server.LastHeaders["authorization"]);
        connection.RpcMetadata = [new("authorization", "Basic x")];
        await connection.WorkflowService.GetSystemInfoAsync(new GetSystemInfoRequest());
        Assert.Equal("Basic x", server.LastHeaders["authorization"]);
    }
}
