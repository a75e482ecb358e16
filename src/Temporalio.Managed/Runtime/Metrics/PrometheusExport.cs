using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenTelemetry.Metrics;

namespace Temporalio.Runtime.Metrics;

/// <summary>Answers <c>GET /metrics</c> with the values of the moment. One request a connection.</summary>
internal sealed class PrometheusExport : IDisposable
{
    private const int LongestRequest = 16 * 1024;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private readonly TcpListener listener;
    private readonly PrometheusTextExporter exporter;
    private readonly MeterProvider provider;
    private readonly CancellationTokenSource disposed = new();
    private readonly Lock collecting = new();

    /// <exception cref="ArgumentException">The address is none.</exception>
    /// <exception cref="InvalidOperationException">The address cannot be listened on.</exception>
    public PrometheusExport(PrometheusOptions options, Func<MetricReader, MeterProvider> start)
    {
        if (!IPEndPoint.TryParse(options.BindAddress ?? string.Empty, out var address))
            throw new ArgumentException($"Prometheus needs a BindAddress such as 127.0.0.1:9464, got '{options.BindAddress}'", nameof(options));
        listener = new(address);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new InvalidOperationException($"Cannot listen on {address} for Prometheus: {e.Message}", e);
        }
        exporter = new(options);
        provider = start(new BaseExportingMetricReader(exporter));
        _ = ServeAsync();
    }

    /// <summary>Gets the address that is listened on.</summary>
    public IPEndPoint Address => (IPEndPoint)listener.LocalEndpoint;

    public void Dispose()
    {
        if (disposed.IsCancellationRequested)
            return;
        disposed.Cancel();
        listener.Dispose();
        provider.Dispose();
        disposed.Dispose();
    }

    private async Task ServeAsync()
    {
        var token = disposed.Token;
        while (!token.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(token), token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // That connection is gone before it was taken; the next may be there.
            }
        }
    }

    private async Task AnswerAsync(TcpClient client, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(RequestTimeout);
        try
        {
            using (client)
            await using (var stream = client.GetStream())
            {
                var (status, body) = (await ReadRequestLineAsync(stream, limit.Token)).Split(' ') switch
                {
                    ["GET", "/metrics", ..] => ("200 OK", Collect()),
                    ["GET", var path, ..] when path.StartsWith("/metrics?", StringComparison.Ordinal) => ("200 OK", Collect()),
                    ["GET", ..] => ("404 Not Found", "Metrics are at /metrics\n"),
                    _ => ("405 Method Not Allowed", "Metrics are read with GET\n"),
                };
                var bytes = Encoding.UTF8.GetBytes(body);
                var head = $"HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head), limit.Token);
                await stream.WriteAsync(bytes, limit.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The asker went away or was too slow.
        }
    }

    private string Collect()
    {
        lock (collecting)
        {
            exporter.Collect!(Timeout.Infinite);
            return exporter.Text;
        }
    }

    /// <summary>Reads the whole head of the request, so that the answer is not lost to a reset.</summary>
    private static async Task<string> ReadRequestLineAsync(NetworkStream stream, CancellationToken token)
    {
        var head = new byte[LongestRequest];
        var length = 0;
        while (length < head.Length && head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await stream.ReadAsync(head.AsMemory(length), token);
            if (read == 0)
                break;
            length += read;
        }
        return Encoding.ASCII.GetString(head, 0, length).Split("\r\n")[0];
    }
}
