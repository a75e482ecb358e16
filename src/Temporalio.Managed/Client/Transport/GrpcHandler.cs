using System.Net.Http;

namespace Temporalio.Client.Transport;

/// <summary>Sets up HTTP/2 the way gRPC and long polls need it.</summary>
internal static class GrpcHandler
{
    /// <summary>Error details ride in trailers and may be large; in KiB.</summary>
    private const int LargestHeaders = 16 * 1024;

    public static SocketsHttpHandler Create(TemporalConnectionOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A single connection carries at most as many polls as the peer allows streams; more would wait in line.
            EnableMultipleHttp2Connections = true,
#pragma warning disable CA2262 // Meant: 16 MiB.
            MaxResponseHeadersLength = LargestHeaders,
#pragma warning restore CA2262
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        if (options.KeepAlive is { } keepAlive)
        {
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always;
            handler.KeepAlivePingDelay = keepAlive.Interval;
            handler.KeepAlivePingTimeout = keepAlive.Timeout;
        }

        // A connection that is given up after a while is replaced by one to an address of a new look-up; its calls run on.
        if (options.DnsLoadBalancing is { } balancing)
            handler.PooledConnectionLifetime = balancing.ResolutionInterval;
        if (options.UsesTls)
            handler.SslOptions = TlsSetup.Create(options.Tls ?? new());
        if (options.HttpConnectProxy is { } proxy)
        {
            var tunnel = new ConnectTunnel(proxy);
            handler.ConnectCallback = (context, cancellationToken) => tunnel.OpenAsync(context.DnsEndPoint, cancellationToken);
        }

        return handler;
    }
}
