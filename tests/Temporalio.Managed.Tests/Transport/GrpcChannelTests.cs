using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Transport;
using Temporalio.Exceptions;
using StatusCode = Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Tests.Transport;

public class GrpcChannelTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task UnaryAsync_MessageInPieces_IsRead()
    {
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Message(new GetSystemInfoResponse { ServerVersion = "1.2.3" }.ToByteArray()));
        Assert.Equal("1.2.3", (await CallAsync(server)).ServerVersion);
        Assert.Equal("/service/Method", server.LastPath);
        Assert.Equal("trailers", server.LastHeaders["te"]);
        Assert.Equal("application/grpc", server.LastHeaders["content-type"]);
        Assert.Equal("30000000u", server.LastHeaders["grpc-timeout"]);
    }

    [Fact]
    public async Task UnaryAsync_EmptyMessage_IsRead()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Message());
        Assert.Equal(new GetSystemInfoResponse(), await CallAsync(server));
    }

    [Fact]
    public async Task UnaryAsync_InfiniteTimeout_SendsNone()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Message());
        await CallAsync(server, Timeout.InfiniteTimeSpan);
        Assert.False(server.LastHeaders.ContainsKey("grpc-timeout"));
        await CallAsync(server, TimeSpan.MaxValue);
        Assert.EndsWith("H", server.LastHeaders["grpc-timeout"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnaryAsync_StatusInHeaders_KeepsTextAndDetails()
    {
        var status = new GrpcStatus { Code = 5, Details = { Any.Pack(new NamespaceNotFoundFailure { Namespace = "films" }) } };
        var details = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Status(5, "no %C3%BCber%zz", details));
        var error = await Assert.ThrowsAsync<RpcException>(() => CallAsync(server));
        Assert.Equal((StatusCode.NotFound, "no über%zz"), (error.Code, error.Message));
        Assert.Equal("films", error.GetDetail<NamespaceNotFoundFailure>()?.Namespace);
        Assert.Equal(status, error.GrpcStatus.Value);
    }

    [Fact]
    public async Task UnaryAsync_DetailsOf200KilobytesInTrailers_AreRead()
    {
        var status = new GrpcStatus { Message = new string('x', 200_000) };
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "3");
            context.Response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(status.ToByteArray()));
            return context.Response.Body.FlushAsync();
        });
        var error = await Assert.ThrowsAsync<RpcException>(() => CallAsync(server));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal(200_000, error.GrpcStatus.Value!.Message.Length);
    }

    [Theory]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(200, StatusCode.Unknown)]
    [InlineData(418, StatusCode.Unknown)]
    public async Task UnaryAsync_AnswerOfAProxy_MapsTheHttpStatus(int httpStatus, StatusCode expected)
    {
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Response.StatusCode = httpStatus;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<h1>Hello</h1>");
        });
        Assert.Equal(expected, (await Assert.ThrowsAsync<RpcException>(() => CallAsync(server))).Code);
    }

    [Theory]
    [InlineData(0x7, StatusCode.Unavailable)]
    [InlineData(0x8, StatusCode.Cancelled)]
    [InlineData(0xB, StatusCode.ResourceExhausted)]
    [InlineData(0x2, StatusCode.Internal)]
    public async Task UnaryAsync_StreamReset_MapsTheErrorCode(int errorCode, StatusCode expected)
    {
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            context.Features.Get<IHttpResetFeature>()!.Reset(errorCode);
            return Task.CompletedTask;
        });
        Assert.Equal(expected, (await Assert.ThrowsAsync<RpcException>(() => CallAsync(server))).Code);
    }

    [Fact]
    public async Task UnaryAsync_ResetWithinTheMessage_MapsTheErrorCode()
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 9, 1 });
            await context.Response.Body.FlushAsync();
            context.Features.Get<IHttpResetFeature>()!.Reset(0x7);
        });
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => CallAsync(server))).Code);
    }

    [Fact]
    public async Task UnaryAsync_LengthAboveTheLimit_IsRefused()
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[] { 0, 0x08, 0, 0, 1 });
        });
        var error = await Assert.ThrowsAsync<RpcException>(() => CallAsync(server));
        Assert.Equal(StatusCode.ResourceExhausted, error.Code);
        Assert.False(RpcRetrier.Passes(error));
    }

    [Fact]
    public async Task UnaryAsync_CompressedAnswer_IsRefused()
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[] { 1, 0, 0, 0, 1, 0 });
        });
        Assert.Equal(StatusCode.Internal, (await Assert.ThrowsAsync<RpcException>(() => CallAsync(server))).Code);
    }

    [Fact]
    public async Task UnaryAsync_NoAnswerInTime_IsDeadlineExceededAndStopsTheServer()
    {
        var clock = new HeldClock();
        var aborted = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            using var registration = context.RequestAborted.Register(aborted.SetResult);

            // The time is up once the call has arrived, and not before.
            clock.Elapsed = Long;
            clock.Ring();
            await aborted.Task;
        });
        using var channel = new GrpcChannel(new TemporalConnectionOptions(server.Address), clock);
        var error = await Assert.ThrowsAsync<RpcException>(() => CallAsync(channel, Long, default));
        Assert.Equal(StatusCode.DeadlineExceeded, error.Code);
        await aborted.Task;
    }

    [Theory]
    [InlineData(29.99, StatusCode.DeadlineExceeded)]
    [InlineData(31, StatusCode.DeadlineExceeded)]
    [InlineData(20, StatusCode.Cancelled)]
    public async Task UnaryAsync_ServerCancelsTheStream_IsDeadlineExceededOnlyAtTheDeadline(double seconds, StatusCode expected)
    {
        var clock = new HeldClock();
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            clock.Elapsed = TimeSpan.FromSeconds(seconds);
            context.Features.Get<IHttpResetFeature>()!.Reset(0x8);
            return Task.CompletedTask;
        });
        using var channel = new GrpcChannel(new TemporalConnectionOptions(server.Address), clock);
        var error = await Assert.ThrowsAsync<RpcException>(() => CallAsync(channel, Long, default));
        Assert.Equal(expected, error.Code);
        Assert.Equal(expected == StatusCode.Cancelled, RpcRetrier.Passes(error));
    }

    [Fact]
    public async Task UnaryAsync_CallerCancels_ThrowsWithTheCallersToken()
    {
        using var source = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => CallAsync(server, Long, source.Token));
        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public async Task UnaryAsync_MoreCallsThanStreamsOfAConnection_AllRunAtOnce()
    {
        const int calls = 150;
        var arrived = 0;
        var all = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref arrived) == calls)
                all.SetResult();
            await all.Task;
            await ScriptedServer.Message()(context);
        });
        using var channel = new GrpcChannel(new TemporalConnectionOptions(server.Address), TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => CallAsync(channel, Long, default)));
        Assert.Equal(calls, server.Calls);
    }

    private static async Task<GetSystemInfoResponse> CallAsync(
        ScriptedServer server, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        using var channel = new GrpcChannel(new TemporalConnectionOptions(server.Address), TimeProvider.System);
        return await CallAsync(channel, timeout ?? Long, cancellationToken);
    }

    /// <summary>A clock whose hands a test moves and whose timers ring when the test says so.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private Action ring = () => { };

        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ring += () => callback(state);
            return new SilentTimer();
        }

        public void Ring() => ring();

        private sealed class SilentTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    private static Task<GetSystemInfoResponse> CallAsync(GrpcChannel channel, TimeSpan timeout, CancellationToken cancellationToken) =>
        channel.UnaryAsync(
            new GrpcCall("/service/Method", new GetSystemInfoRequest(), [], timeout), GetSystemInfoResponse.Parser, cancellationToken);
}
