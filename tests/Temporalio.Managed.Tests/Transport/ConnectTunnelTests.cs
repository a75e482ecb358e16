using System.Net;
using System.Net.Sockets;
using System.Text;
using Temporalio.Client;

namespace Temporalio.Tests.Transport;

public class ConnectTunnelTests
{
    [Fact]
    public async Task ConnectAsync_ThroughAProxy_ReachesTheService()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Message());
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var tunnel = RunProxyAsync(proxy);
        var connection = await TemporalConnection.ConnectAsync(new(server.Address)
        {
            HttpConnectProxy = new($"127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}") { BasicAuth = ("me", "pw") },
        });
        Assert.True(connection.IsConnected);
        var request = await tunnel;
        Assert.StartsWith($"CONNECT {server.Address} HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"Proxy-Authorization: Basic {Convert.ToBase64String("me:pw"u8)}\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_ProxyRefuses_SaysSo()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var refusal = Task.Run(async () =>
        {
            using var client = await proxy.AcceptTcpClientAsync();
            await ReadHeadAsync(client.GetStream());
            await client.GetStream().WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"u8.ToArray());
        });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalConnection.ConnectAsync(new("films.invalid:7233")
        {
            HttpConnectProxy = new($"127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}"),
        }));
        Assert.Contains("407", error.Message, StringComparison.Ordinal);
        await refusal;
    }

    /// <summary>Carries one connection to where it asks to go; returns the request.</summary>
    private static async Task<string> RunProxyAsync(TcpListener proxy)
    {
        var client = await proxy.AcceptTcpClientAsync();
        var request = await ReadHeadAsync(client.GetStream());
        var authority = request.Split(' ')[1].Split(':');
        var target = new TcpClient();
        await target.ConnectAsync(authority[0], int.Parse(authority[1]));
        await client.GetStream().WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        _ = CarryAsync(client, target);
        return request;
    }

    private static async Task CarryAsync(TcpClient client, TcpClient target)
    {
        using (client)
        using (target)
        {
            await Task.WhenAny(
                client.GetStream().CopyToAsync(target.GetStream()), target.GetStream().CopyToAsync(client.GetStream()));
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) == 1)
            head.Append((char)one[0]);
        return head.ToString();
    }
}
