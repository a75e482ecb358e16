using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Transport;
using Temporalio.Exceptions;
using StatusCode = Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Tests.Transport;

public class RpcRetrierTests
{
    private static readonly RpcRetryOptions Quick = new()
    {
        InitialInterval = TimeSpan.FromMilliseconds(1),
        MaxInterval = TimeSpan.FromMilliseconds(1),
    };

    [Theory]
    [InlineData(StatusCode.DataLoss)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.OutOfRange)]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Cancelled)]
    public async Task RunAsync_PassingError_IsTriedUpToTheLimit(StatusCode code)
    {
        var attempts = 0;
        var error = await Assert.ThrowsAsync<RpcException>(() => new RpcRetrier(Quick, TimeProvider.System).RunAsync<int>(
            RpcCallKind.Ordinary,
            () =>
            {
                attempts++;
                throw new RpcException(code, $"attempt {attempts}", null);
            },
            default));
        Assert.Equal(10, attempts);
        Assert.Equal("attempt 10", error.Message);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.AlreadyExists)]
    [InlineData(StatusCode.FailedPrecondition)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.Unauthenticated)]
    [InlineData(StatusCode.Unimplemented)]
    [InlineData(StatusCode.DeadlineExceeded)]
    public async Task RunAsync_LastingError_IsTriedOnce(StatusCode code)
    {
        var attempts = 0;
        await Assert.ThrowsAsync<RpcException>(() => new RpcRetrier(Quick, TimeProvider.System).RunAsync<int>(
            RpcCallKind.Ordinary,
            () =>
            {
                attempts++;
                throw new RpcException(code, string.Empty, null);
            },
            default));
        Assert.Equal(1, attempts);
    }

    [Fact]
    public void PauseAfter_Defaults_GrowWithinTheirJitter()
    {
        var error = new RpcException(StatusCode.Unavailable, string.Empty, null);
        var schedule = new RpcRetryOptions { Multiplier = 1.7f };
        for (var count = 1; count <= 12; count++)
        {
            var pause = RpcRetrier.PauseAfter(schedule, error, count).TotalMilliseconds;
            var middle = Math.Min(5000, 100 * Math.Pow(1.7f, count - 1));
            Assert.InRange(pause, middle * 0.799, middle * 1.201);
        }
    }

    [Fact]
    public void PauseAfter_Throttled_IsAtLeastASecond()
    {
        var error = new RpcException(StatusCode.ResourceExhausted, "rate limit", null);
        Assert.InRange(RpcRetrier.PauseAfter(new(), error, 1).TotalSeconds, 0.8, 1.2);
        Assert.InRange(RpcRetrier.PauseAfter(new(), error, 9).TotalSeconds, 8, 12);
    }

    [Fact]
    public async Task RunAsync_TaskPollOutOfTime_IsTriedAgain()
    {
        var attempts = 0;
        var result = await new RpcRetrier(null, TimeProvider.System).RunAsync(
            RpcCallKind.TaskPoll,
            () => ++attempts < 2 ? throw new RpcException(StatusCode.DeadlineExceeded, string.Empty, null) : Task.FromResult(attempts),
            default);
        Assert.Equal(2, result);
    }

    [Fact]
    public async Task Connection_CallWithRetry_OutlivesAnOutage()
    {
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Message(),
            ScriptedServer.Status(14, "restarting"),
            ScriptedServer.Status(14, "restarting"),
            ScriptedServer.Message());
        var connection = await TemporalConnection.ConnectAsync(new(server.Address) { RpcRetry = Quick });
        await connection.WorkflowService.GetSystemInfoAsync(new GetSystemInfoRequest(), new() { Retry = true });
        Assert.Equal(4, server.Calls);
    }

    [Fact]
    public async Task Connection_RawCall_IsNotRetried()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Message(), ScriptedServer.Status(14, "restarting"));
        var connection = await TemporalConnection.ConnectAsync(new(server.Address) { RpcRetry = Quick });
        await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.GetSystemInfoAsync(new GetSystemInfoRequest()));
        Assert.Equal(2, server.Calls);
    }
}
