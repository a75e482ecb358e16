using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Execution;

/// <summary>Loops that fetch tasks of one kind and hand each to a handler, with a limit on tasks at once.</summary>
internal sealed class TaskPollers<TTask>(
    string kind,
    SemaphoreSlim slots,
    Func<CancellationToken, Task<TTask?>> poll,
    Func<TTask, Task> handle,
    ILogger logger)
    where TTask : class
{
    private readonly HashSet<Task> running = [];

    /// <summary>Polls until stopped.</summary>
    /// <param name="stopping">Begins no further poll.</param>
    /// <param name="aborting">Ends the open poll.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await slots.WaitAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            TTask? task = null;
            try
            {
                task = await poll(aborting);
            }
            catch (OperationCanceledException) when (aborting.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                if (task is null)
                    slots.Release();
            }
            if (task is not null)
                Start(task);
        }
    }

    /// <summary>Waits for the tasks at hand.</summary>
    public Task FinishAsync()
    {
        lock (running)
            return Task.WhenAll(running);
    }

    private void Start(TTask task)
    {
        lock (running)
        {
            var handling = Task.Run(() => HandleAsync(task));
            running.Add(handling);
            handling.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Forget(Task handled)
    {
        lock (running)
            running.Remove(handled);
    }

    private async Task HandleAsync(TTask task)
    {
        try
        {
            await handle(task);
        }
        catch (Exception e)
        {
            // A task that cannot even be failed is left to its timeout; the worker goes on.
            logger.LogError(e, "Handling of {Kind} failed", kind);
        }
        finally
        {
            slots.Release();
        }
    }
}
