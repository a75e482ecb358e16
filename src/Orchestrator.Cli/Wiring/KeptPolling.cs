using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Wiring;

/// <summary>
/// Keeps task queues polled: all of them, or none. A queue that nobody polls any more would hold its films for ever, while those that
/// do not need it go on as if nothing were wrong.
/// </summary>
/// <param name="poll">Polls a queue until it is stopped.</param>
/// <param name="log">Told of every queue that is polled anew.</param>
/// <param name="pause">How long to wait before a queue is polled anew.</param>
internal sealed class KeptPolling(Func<string, CancellationToken, Task> poll, ILogger log, TimeSpan pause)
{
    /// <summary>Polls until it is stopped.</summary>
    /// <exception cref="Exception">A queue cannot be polled; by then no other one is polled any more.</exception>
    public async Task AllAsync(IEnumerable<string> queues, CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAll(queues.Select(queue => KeepAsync(queue, ending)));
    }

    private async Task KeepAsync(string queue, CancellationTokenSource ending)
    {
        while (true)
        {
            try
            {
                await poll(queue, ending.Token);
                return;
            }
            catch (Exception failure) when (!ending.IsCancellationRequested && Passes(failure))
            {
                log.LogWarning(failure, "Polling of {Queue} ended; it begins again", queue);
                await Task.Delay(pause, ending.Token);
            }
            catch (Exception) when (!ending.IsCancellationRequested)
            {
                await ending.CancelAsync();
                throw;
            }
        }
    }

    // A service that is busy, or away for a moment, is there again; one that does not know us or our namespace is not.
    private static bool Passes(Exception failure) => (failure as RpcException ?? failure.InnerException as RpcException)?.Code
        is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Unavailable or RpcException.StatusCode.ResourceExhausted or RpcException.StatusCode.Cancelled;
}
