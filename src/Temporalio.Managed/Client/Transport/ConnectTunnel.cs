using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Temporalio.Client.Transport;

/// <summary>Opens a connection through a proxy by HTTP CONNECT.</summary>
internal sealed class ConnectTunnel(HttpConnectProxyOptions proxy)
{
    private const int LongestAnswer = 16 * 1024;

    public async ValueTask<Stream> OpenAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate($"http://{proxy.TargetHost}", UriKind.Absolute, out var address))
            throw new HttpRequestException($"Proxy target host must be host:port, got {proxy.TargetHost}");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Request(target)), cancellationToken);
            var status = await ReadStatusAsync(stream, cancellationToken);
            return status.Split(' ') is [_, ['2', ..], ..]
                ? stream
                : throw new HttpRequestException($"Proxy {proxy.TargetHost} refused the tunnel: {status}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> ReadStatusAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        // Byte by byte: what follows the blank line belongs to the tunnel.
        var answer = new StringBuilder();
        var one = new byte[1];
        while (answer.Length < LongestAnswer && await stream.ReadAsync(one, cancellationToken) == 1)
        {
            answer.Append((char)one[0]);
            if (answer.Length >= 4 && answer.ToString(answer.Length - 4, 4) == "\r\n\r\n")
                return answer.ToString().Split("\r\n")[0];
        }

        throw new HttpRequestException("Proxy closed the connection before answering");
    }

    private string Request(DnsEndPoint target)
    {
        var authority = $"{target.Host}:{target.Port}";
        var credentials = proxy.BasicAuth is { } auth
            ? $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{auth.Username}:{auth.Password}"))}\r\n"
            : string.Empty;
        return $"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{credentials}\r\n";
    }
}
