using System.Net;
using System.Net.Sockets;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Transport;
using Temporalio.Exceptions;
using StatusCode = Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Tests.Transport;

public sealed class KeepAliveTests
{
    [Fact]
    public async Task UnaryAsync_PeerDoesNotAnswerPings_IsUnavailableBeforeItsDeadline()
    {
        using var peer = new TcpListener(IPAddress.Loopback, 0);
        peer.Start();
        var serving = GreetAndFallSilentAsync(peer);
        using var channel = new GrpcChannel(
            new TemporalConnectionOptions(peer.LocalEndpoint.ToString()!)
            {
                KeepAlive = new() { Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(1) },
            },
            TimeProvider.System);
        var call = new GrpcCall("/service/Method", new GetSystemInfoRequest(), [], Timeout.InfiniteTimeSpan);
        var error = await Assert.ThrowsAsync<RpcException>(() => channel.UnaryAsync(call, GetSystemInfoResponse.Parser, default));
        Assert.True(error.Code == StatusCode.Unavailable, error.ToString());
        await serving;
    }

    /// <summary>Speaks just enough HTTP/2 to be connected to, and reads until the client hangs up.</summary>
    private static async Task GreetAndFallSilentAsync(TcpListener peer)
    {
        using var client = await peer.AcceptTcpClientAsync();
        await using var stream = client.GetStream();

        // An empty SETTINGS frame, and the acknowledgement of the client's.
        await stream.WriteAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0 });
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer) > 0)
        {
        }
    }
}
