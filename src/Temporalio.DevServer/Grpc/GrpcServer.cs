using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Temporalio.DevServer.Grpc;

/// <summary>
/// Kestrel alone: without a host, configuration or middleware around it the service starts sooner and every call takes a
/// shorter way. It takes no signals either; those belong to the program around the service.
/// </summary>
internal sealed class GrpcServer(DevServiceOptions options) : IDisposable
{
    /// <summary>
    /// Frames are taken apart and sent on the thread that has them in its hands, one change of threads less each way. Calls run
    /// on threads of the pool in any case, so that one that waits holds up no other.
    /// </summary>
    private static readonly SocketTransportOptions Transport = new() { UnsafePreferInlineScheduling = true };

    private readonly KestrelServer kestrel = new(
        Options.Create(Settings(options)),
        new SocketTransportFactory(Options.Create(Transport), NullLoggerFactory.Instance),
        NullLoggerFactory.Instance);

    /// <summary>Host and port that callers connect to, once it listens.</summary>
    public string Address => new Uri(kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Authority;

    /// <exception cref="DevServiceException">The port is taken or may not be used.</exception>
    public async Task ListenAsync(GrpcApplication application, CancellationToken ct)
    {
        try
        {
            await kestrel.StartAsync(application, ct);
        }
        catch (IOException e)
        {
            throw new DevServiceException(
                "The port is in use or may not be listened on",
                $"{options.IpAddress}:{options.Port}",
                "Stop the program that uses it, choose another port, or choose 0 for any free one.",
                e);
        }
    }

    /// <summary>Takes no further calls and ends when those under way have; the token ends the patience with them.</summary>
    public Task StopAsync(CancellationToken patience) => kestrel.StopAsync(patience);

    public void Dispose() => kestrel.Dispose();

    private static KestrelServerOptions Settings(DevServiceOptions options)
    {
        var settings = new KestrelServerOptions { AddServerHeader = false };
        settings.Limits.MaxRequestBodySize = 2 * GrpcFraming.MaxMessageBytes;
        settings.Limits.MinRequestBodyDataRate = null;
        settings.Limits.MinResponseDataRate = null;
        settings.Limits.Http2.MaxStreamsPerConnection = 10_000;
        settings.Limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
        settings.Limits.Http2.InitialStreamWindowSize = 1024 * 1024;
        settings.Listen(IPAddress.Parse(options.IpAddress), options.Port, listen => listen.Protocols = HttpProtocols.Http2);
        return settings;
    }
}
