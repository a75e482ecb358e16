using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporalio.Exceptions;
using StatusCode = Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Client.Transport;

/// <summary>Unary gRPC calls over HTTP/2, with prior knowledge when the connection is plain.</summary>
internal sealed class GrpcChannel : IDisposable
{
    private static readonly MediaTypeHeaderValue ContentType = new("application/grpc");
    private static readonly TransferCodingWithQualityHeaderValue Trailers = new("trailers");

    /// <summary>What a timer can measure; a longer timeout is left to the service.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>
    /// How much earlier than its own timer a client may believe that the time is over. The service counts the same time from a
    /// later moment, and may end the stream by a reset (CANCEL) before the timer of the client fires; timers and the units of
    /// <c>grpc-timeout</c> are exact to some milliseconds.
    /// </summary>
    private static readonly TimeSpan DeadlineTolerance = TimeSpan.FromMilliseconds(20);

    private readonly HttpMessageInvoker http;
    private readonly Uri target;
    private readonly TimeProvider clock;

    /// <summary>Methods called so far, by path: making an address costs more than a message.</summary>
    private readonly ConcurrentDictionary<string, Uri> addresses = new();

    /// <summary>The name that the service goes by if it is not that of the target; TLS checks the certificate against it.</summary>
    private readonly string? authority;

    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public GrpcChannel(TemporalConnectionOptions options, TimeProvider clock)
    {
        this.clock = clock;
        target = TargetOf(options);
        authority = options.UsesTls && options.Tls?.Domain is { Length: > 0 } domain ? domain : null;
        http = new(GrpcHandler.Create(options));
    }

    /// <summary>Makes one attempt.</summary>
    /// <exception cref="RpcException">The service or the way to it answered with an error, or the time ran out.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<T> UnaryAsync<T>(GrpcCall call, MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var began = clock.GetTimestamp();
        using var deadline = call.Timeout < LongestTimer ? new CancellationTokenSource(call.Timeout, clock) : new();
        using var caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            using var request = ToHttp(call);
            using var response = await http.SendAsync(request, deadline.Token);
            return parser.ParseFrom(await ReadAsync(response, deadline.Token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw TimedOut(call, e);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new RpcException(StatusCode.Internal, $"Answer cannot be read: {e.Message}", null, e);
        }
        catch (Exception e) when (GrpcTransportError.IsTransportError(e))
        {
            // Either token may surface as an aborted request.
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
                throw TimedOut(call, e);
            var error = GrpcTransportError.ToRpcException(e);
            throw error.Code == StatusCode.Cancelled && IsOver(call, began) ? TimedOut(call, e) : error;
        }
    }

    public void Dispose() => http.Dispose();

    private bool IsOver(GrpcCall call, long began) =>
        call.Timeout != Timeout.InfiniteTimeSpan && clock.GetElapsedTime(began) + DeadlineTolerance >= call.Timeout;

    private static RpcException TimedOut(GrpcCall call, Exception cause) =>
        new(StatusCode.DeadlineExceeded, $"Timeout expired: no answer within {call.Timeout}", null, cause);

    private static Uri TargetOf(TemporalConnectionOptions options)
    {
        if (string.IsNullOrEmpty(options.TargetHost))
            throw new ArgumentException("TargetHost is required", nameof(options));
        if (options.TargetHost.Contains("://", StringComparison.Ordinal))
            throw new ArgumentException($"TargetHost must be host:port without a scheme, got {options.TargetHost}", nameof(options));
        return Uri.TryCreate($"{(options.UsesTls ? "https" : "http")}://{options.TargetHost}/", UriKind.Absolute, out var uri)
            ? uri
            : throw new ArgumentException($"TargetHost must be host:port, got {options.TargetHost}", nameof(options));
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (GrpcStatusReader.ReadWithoutBody(response) is { } foreign)
            throw foreign;
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var message = await GrpcFrame.ReadAsync(body, cancellationToken);
        if (GrpcStatusReader.Read(response) is { } error)
            throw error;
        return message ?? throw new RpcException(StatusCode.Internal, "grpc: answer holds no message", null);
    }

    private HttpRequestMessage ToHttp(GrpcCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, addresses.GetOrAdd(call.Path, path => new Uri(target, path)))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcFrame.Write(call.Request)),
        };
        request.Content.Headers.ContentType = ContentType;
        request.Headers.Host = authority;
        request.Headers.TE.Add(Trailers);
        if (call.Timeout != Timeout.InfiniteTimeSpan)
            request.Headers.TryAddWithoutValidation("grpc-timeout", GrpcTimeout.Format(call.Timeout));
        foreach (var (name, value) in call.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
