using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Cli.Wiring;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Cli;

public sealed class KeptPollingTests
{
    [Fact]
    public async Task All_OneQueueThatCannotBePolled_EndsThePollingOfTheOthersAndSaysWhy()
    {
        var ended = new TaskCompletionSource();
        var polling = new KeptPolling(
            async (queue, stop) =>
            {
                if (queue == "films/fal")
                    throw new InvalidOperationException("the namespace is gone");
                try
                {
                    await Task.Delay(Timeout.Infinite, stop);
                }
                finally
                {
                    ended.SetResult();
                }
            },
            NullLogger.Instance,
            TimeSpan.Zero);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => polling.AllAsync(["films", "films/fal"], default));

        Assert.Equal("the namespace is gone", failure.Message);
        await ended.Task;
    }

    [Theory]
    [InlineData(RpcException.StatusCode.DeadlineExceeded)]
    [InlineData(RpcException.StatusCode.Unavailable)]
    public async Task All_ServiceThatIsBusy_IsPolledAgain(RpcException.StatusCode code)
    {
        var polls = 0;
        // As a worker tells it whose first question to the service is not answered.
        Exception busy = new InvalidOperationException("Worker validation failed", new RpcException(code, "busy", null));
        var polling = new KeptPolling((_, _) => ++polls < 3 ? Task.FromException(busy) : Task.CompletedTask, NullLogger.Instance, TimeSpan.Zero);

        await polling.AllAsync(["films"], default);

        Assert.Equal(3, polls);
    }

    [Fact]
    public async Task All_Stopped_EndsAsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var polling = new KeptPolling((_, token) => Task.Delay(Timeout.Infinite, token), NullLogger.Instance, TimeSpan.Zero).AllAsync(["films", "films/fal"], stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);
    }
}
