using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;

namespace Temporalio.Conformance.Wire;

/// <summary>Unary gRPC calls over cleartext HTTP/2 with prior knowledge: nothing between a test and the bytes.</summary>
public sealed class WireClient : IDisposable
{
    private const int PrefixLength = 5;

    /// <summary>CANCEL of HTTP/2.</summary>
    private const long CancelError = 8;
    private const string WorkflowService = "temporal.api.workflowservice.v1.WorkflowService";

    private static readonly TimeSpan ClockSlack = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http;

    /// <summary>Connects on the first call; a client name and version are sent with every call if given.</summary>
    public WireClient(string hostAndPort, string? clientName = null, string? clientVersion = null)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            // In KiB: error details travel in trailers and may be large.
            MaxResponseHeadersLength = 128,
            UseProxy = false,
        };
        http = new HttpClient(handler)
        {
            BaseAddress = new Uri($"http://{hostAndPort}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (clientName is not null)
        {
            http.DefaultRequestHeaders.Add("client-name", clientName);
            http.DefaultRequestHeaders.Add("client-version", clientVersion);
        }
    }

    /// <summary>Calls a method of WorkflowService; <paramref name="deadline"/> null sends no <c>grpc-timeout</c>.</summary>
    public Task<TResponse> CallAsync<TRequest, TResponse>(
        string method, TRequest request, TimeSpan? deadline, CancellationToken cancellation = default)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
        => CallServiceAsync<TRequest, TResponse>(WorkflowService, method, request, deadline, cancellation);

    /// <summary>Calls any method of any service.</summary>
    public async Task<TResponse> CallServiceAsync<TRequest, TResponse>(
        string service, string method, TRequest request, TimeSpan? deadline, CancellationToken cancellation = default)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
    {
        using var local = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (deadline is { } limit)
        {
            // The server reports the deadline; ours is only for a server that does not.
            local.CancelAfter(limit + TimeSpan.FromSeconds(5));
        }

        var started = DateTime.UtcNow;
        using var message = Message(service, method, request, deadline);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, local.Token);
            var body = await response.Content.ReadAsByteArrayAsync(local.Token);
            ThrowUnlessOk(response);
            return Parse<TResponse>(body);
        }
        catch (HttpRequestException e) when (
            e.InnerException is HttpProtocolException { ErrorCode: CancelError } && DateTime.UtcNow >= started + deadline - ClockSlack)
        {
            // The real service ends a call whose deadline has passed by resetting its stream.
            throw new WireException(GrpcCode.DeadlineExceeded, "the server ended the call at its deadline", []);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new WireException(GrpcCode.DeadlineExceeded, "the server did not answer within the deadline", []);
        }
    }

    /// <summary>Calls a method of WorkflowService with a gzip request; the answer may be compressed as well.</summary>
    public async Task<TResponse> CallCompressedAsync<TRequest, TResponse>(string method, TRequest request, CancellationToken cancellation)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            request.WriteTo(gzip);
        }

        var frame = new byte[PrefixLength + packed.Length];
        frame[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), (int)packed.Length);
        packed.ToArray().CopyTo(frame, PrefixLength);
        using var message = Message(WorkflowService, method, frame, TimeSpan.FromSeconds(10));
        message.Headers.Add("grpc-encoding", "gzip");
        message.Headers.Add("grpc-accept-encoding", "gzip");
        using var response = await http.SendAsync(message, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        ThrowUnlessOk(response);
        if (body[0] == 0)
        {
            return Parse<TResponse>(body);
        }

        Assert.Equal("gzip", Trailer(response, "grpc-encoding"));
        await using var unpacked = new GZipStream(new MemoryStream(body, PrefixLength, body.Length - PrefixLength), CompressionMode.Decompress);
        var answer = new TResponse();
        answer.MergeFrom(unpacked);
        return answer;
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Message<TRequest>(string service, string method, TRequest request, TimeSpan? deadline)
        where TRequest : IMessage<TRequest>
    {
        var frame = new byte[PrefixLength + request.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - PrefixLength);
        request.WriteTo(frame.AsSpan(PrefixLength));
        return Message(service, method, frame, deadline);
    }

    private static HttpRequestMessage Message(string service, string method, byte[] frame, TimeSpan? deadline)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, $"/{service}/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (deadline is { } limit)
        {
            var milliseconds = ((long)limit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            message.Headers.Add("grpc-timeout", milliseconds + "m");
        }

        return message;
    }

    private static TResponse Parse<TResponse>(byte[] body)
        where TResponse : IMessage<TResponse>, new()
    {
        if (body.Length < PrefixLength || body[0] != 0)
        {
            throw new InvalidDataException("The answer is not one uncompressed gRPC message.");
        }

        Assert.Equal(body.Length - PrefixLength, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
        var message = new TResponse();
        message.MergeFrom(body.AsSpan(PrefixLength).ToArray());
        return message;
    }

    private static void ThrowUnlessOk(HttpResponseMessage response)
    {
        var status = Trailer(response, "grpc-status")
            ?? throw new InvalidDataException($"No grpc-status; HTTP {(int)response.StatusCode}.");
        var code = (GrpcCode)int.Parse(status, CultureInfo.InvariantCulture);
        if (code == GrpcCode.Ok)
        {
            return;
        }

        var text = Uri.UnescapeDataString(Trailer(response, "grpc-message") ?? "");
        throw new WireException(code, text, Details(Trailer(response, "grpc-status-details-bin")));
    }

    private static IReadOnlyList<Any> Details(string? binary)
    {
        if (string.IsNullOrEmpty(binary))
        {
            return [];
        }

        var padded = binary.PadRight(binary.Length + ((4 - (binary.Length % 4)) % 4), '=');
        return GrpcStatus.Parser.ParseFrom(Convert.FromBase64String(padded)).Details;
    }

    // A trailers-only answer carries the status in its headers.
    private static string? Trailer(HttpResponseMessage response, string name)
        => response.TrailingHeaders.TryGetValues(name, out var trailing) ? trailing.Last()
            : response.Headers.TryGetValues(name, out var leading) ? leading.Last()
            : null;
}
