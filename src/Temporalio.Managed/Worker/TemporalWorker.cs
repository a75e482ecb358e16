using Temporalio.Client;
using Temporalio.Worker.Execution;

namespace Temporalio.Worker;

/// <summary>Runs workflows and activities of one task queue. A worker is executed once.</summary>
public class TemporalWorker : IDisposable
{
    private readonly WorkerSettings settings;
    private readonly WorkerHost host;
    private int executed;

    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public TemporalWorker(IWorkerClient client, TemporalWorkerOptions options)
    {
        Options = (TemporalWorkerOptions)options.Clone();
        settings = new(client, Options);
        host = new(settings);
    }

    /// <summary>The options, as they were when the worker was made.</summary>
    public TemporalWorkerOptions Options { get; private init; }

    /// <summary>The client of the worker. One that is set later serves every call that begins from then on; open polls end on the old one.</summary>
    /// <exception cref="ArgumentException">The new client is of another namespace.</exception>
    public IWorkerClient Client
    {
        get => settings.Client;
        set => settings.UseClient(value);
    }

    /// <summary>Works until the token is cancelled, then finishes what is at hand.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled and the worker has stopped.</exception>
    /// <exception cref="InvalidOperationException">The worker was executed before, or the service refuses it.</exception>
    public Task ExecuteAsync(CancellationToken stoppingToken) => ExecuteAsync(() => Task.Delay(Timeout.Infinite, stoppingToken), stoppingToken);

    /// <summary>Works until a function ends or the token is cancelled, then finishes what is at hand.</summary>
    /// <exception cref="InvalidOperationException">The worker was executed before, or the service refuses it.</exception>
    public Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default) =>
        ExecuteAsync(
            async () =>
            {
                await untilComplete();
                return true;
            },
            stoppingToken);

    /// <inheritdoc cref="ExecuteAsync(Func{Task}, CancellationToken)"/>
    /// <returns>What the function returned.</returns>
    public async Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default)
    {
        if (Interlocked.Exchange(ref executed, 1) != 0)
            throw new InvalidOperationException("A worker can be executed only once");
        stoppingToken.ThrowIfCancellationRequested();
        return await host.RunAsync(untilComplete, stoppingToken);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            host.Dispose();
    }
}
