using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Tests.Generation;

/// <summary>Stands before a server and passes everything on, but the answers only after a while, or never.</summary>
internal sealed class SlowHeaders : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Uri server;
    private readonly TimeSpan firstByteAfter;
    private Task accepting = Task.CompletedTask;

    private SlowHeaders(Uri server, TimeSpan firstByteAfter) => (this.server, this.firstByteAfter) = (server, firstByteAfter);

    /// <summary>Its address, with the path of the server's.</summary>
    public Uri Address => new UriBuilder(server) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;

    public static Task<SlowHeaders> BeforeAsync(Uri server, TimeSpan firstByteAfter)
    {
        var slow = new SlowHeaders(server, firstByteAfter);
        slow.listener.Start();
        slow.accepting = slow.AcceptAsync();
        return Task.FromResult(slow);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(PassAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(connections);
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var upstream = new TcpClient())
        {
            try
            {
                await upstream.ConnectAsync(server.Host, server.Port, stop.Token);
                var requests = client.GetStream().CopyToAsync(upstream.GetStream(), stop.Token);
                await Task.Delay(firstByteAfter, stop.Token);
                await upstream.GetStream().CopyToAsync(client.GetStream(), stop.Token);
                await requests;
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // One side has gone.
            }
        }
    }
}
