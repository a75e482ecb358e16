using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Orchestrator.EngineBench.Services;

/// <summary>Asks a service that is about to start again and again, without waiting in between, until it answers.</summary>
internal static class FirstAnswer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenKnocks = TimeSpan.FromMilliseconds(1);

    public static async Task WaitAsync(string address, Process process)
    {
        var clock = Stopwatch.StartNew();
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        while (!await AnswersAsync(client, address))
        {
            if (process.HasExited) throw new InvalidOperationException($"The service ended with code {process.ExitCode} before it answered.");
            if (clock.Elapsed > Patience) throw new TimeoutException($"The service did not answer within {Patience.TotalSeconds} s.");
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string address)
    {
        // A refused connection costs HttpClient far more than a socket; the port is tried first.
        if (!await ListensAsync(IPEndPoint.Parse(address))) return false;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{address}/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // Five bytes of frame and the field `namespace` with the value "default".
            Content = new ByteArrayContent([0, 0, 0, 0, 9, 10, 7, .. "default"u8]),
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        try
        {
            using var response = await client.SendAsync(request);
            var values = response.TrailingHeaders.Concat(response.Headers);
            return values.Any(h => h.Key == "grpc-status" && h.Value.First() == "0");
        }
        catch (HttpRequestException)
        {
            // Listening, but not serving yet.
            return false;
        }
    }

    private static async Task<bool> ListensAsync(IPEndPoint endpoint)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint);
            return true;
        }
        catch (SocketException)
        {
            await Task.Delay(BetweenKnocks);
            return false;
        }
    }
}
