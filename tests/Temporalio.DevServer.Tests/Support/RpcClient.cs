using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Tests.Support;

/// <summary>Posts single messages over HTTP/2, and nothing else.</summary>
internal sealed class RpcClient(string address, string clientName = "temporal-cli") : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        BaseAddress = new Uri($"http://{address}"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Task<TResponse> CallAsync<TResponse>(IMessage request, TimeSpan? timeout = null, string service = MethodTable.WorkflowService, CancellationToken ct = default)
        where TResponse : IMessage<TResponse>, new()
    {
        var method = request.Descriptor.Name[..^"Request".Length];
        return CallAsync<TResponse>(service, method, request, timeout, ct);
    }

    public async Task<TResponse> CallAsync<TResponse>(string service, string method, IMessage request, TimeSpan? timeout = null, CancellationToken ct = default)
        where TResponse : IMessage<TResponse>, new()
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/{service}/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Frame(request)),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Headers.TryAddWithoutValidation("te", "trailers");
        message.Headers.TryAddWithoutValidation("client-name", clientName);
        if (timeout is { } span) message.Headers.TryAddWithoutValidation("grpc-timeout", $"{(long)span.TotalMilliseconds}m");
        using var response = await http.SendAsync(message, ct);
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        ThrowIfFailed(response);
        var answer = new TResponse();
        answer.MergeFrom(body.AsSpan(5));
        return answer;
    }

    public void Dispose() => http.Dispose();

    private static byte[] Frame(IMessage request)
    {
        var body = request.ToByteArray();
        var frame = new byte[body.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
        body.CopyTo(frame, 5);
        return frame;
    }

    private static void ThrowIfFailed(HttpResponseMessage response)
    {
        var code = (StatusCode)int.Parse(Field(response, "grpc-status") ?? throw new InvalidOperationException($"HTTP {response.StatusCode} without a grpc-status"));
        if (code == StatusCode.Ok) return;
        var details = Field(response, "grpc-status-details-bin");
        var status = details is null ? null : GrpcStatus.Parser.ParseFrom(Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')));
        throw new RpcFailure(code, Uri.UnescapeDataString(Field(response, "grpc-message") ?? ""), status);
    }

    private static string? Field(HttpResponseMessage response, string name)
    {
        if (response.Headers.TryGetValues(name, out var values)) return values.Single();
        return response.TrailingHeaders.TryGetValues(name, out values) ? values.Single() : null;
    }
}
