using Microsoft.Extensions.Logging;
using Temporalio.Runtime.Metrics;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

/// <summary>What an answered poll brought.</summary>
/// <param name="Task">The task; null when there was none in time.</param>
/// <param name="Suggestion">By how many polls the service suggests to grow or shrink; null when it says nothing.</param>
internal readonly record struct Polled<TTask>(TTask? Task, int? Suggestion)
    where TTask : class;

/// <summary>Loops that fetch tasks of one kind and hand each to a handler. Every open poll and every task holds a slot.</summary>
internal sealed class TaskPollers<TTask>(PollerKind kind, SlotPool slots, WorkerMetrics metrics, ILogger logger)
    where TTask : class
{
    private readonly Lock gate = new();
    private readonly HashSet<Task> running = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PollerScale scale = new(1, 1, 1);
    private Exception? failure;
    private int loops;
    private int open;

    public required Func<CancellationToken, Task<Polled<TTask>>> Poll { get; init; }

    public required Func<TTask, SlotPool.Slot, Task> Handle { get; init; }

    public required Func<TTask, SlotInfo> Describe { get; init; }

    /// <summary>How many polls are open.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>When a poll last brought a task; null before.</summary>
    public DateTime? LastTask { get; private set; }

    /// <summary>Polls until stopped.</summary>
    /// <param name="polls">How many polls to keep open.</param>
    /// <param name="stopping">Begins no further poll.</param>
    /// <param name="aborting">Ends the open polls.</param>
    public Task RunAsync(PollerScale polls, CancellationToken stopping, CancellationToken aborting)
    {
        scale = polls;
        if (polls.Target == 0)
            return Task.CompletedTask;
        Grow(stopping, aborting);
        return ended.Task;
    }

    /// <summary>Takes a task that came by another way than a poll.</summary>
    public void Accept(TTask task, SlotPool.Slot slot)
    {
        lock (gate)
        {
            slot.Use(Describe(task));
            var handling = Task.Run(() => HandleAsync(task, slot));
            running.Add(handling);
            handling.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for the tasks at hand.</summary>
    public Task FinishAsync()
    {
        lock (gate)
            return Task.WhenAll(running);
    }

    private void Grow(CancellationToken stopping, CancellationToken aborting)
    {
        lock (gate)
        {
            for (; loops < scale.Target; loops++)
                _ = Task.Run(() => LoopAsync(stopping, aborting), CancellationToken.None);
        }
    }

    private async Task LoopAsync(CancellationToken stopping, CancellationToken aborting)
    {
        Exception? error = null;
        try
        {
            while (!stopping.IsCancellationRequested && !IsSurplus())
                await PollOnceAsync(stopping, aborting);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The worker stops.
        }
        catch (Exception e)
        {
            // Polls are tried again after errors that pass: this one does not.
            error = e;
        }
        End(error);
    }

    private bool IsSurplus()
    {
        lock (gate)
            return loops > scale.Target;
    }

    private void End(Exception? error)
    {
        lock (gate)
        {
            failure ??= error;
            if (--loops > 0)
                return;
        }
        if (failure is null)
            ended.TrySetResult();
        else
            ended.TrySetException(failure);
    }

    private async Task PollOnceAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var slot = await slots.ReserveAsync(kind.IsSticky, stopping);
        var polled = default(Polled<TTask>);
        try
        {
            Count(Interlocked.Increment(ref open));
            polled = await Poll(aborting);
        }
        finally
        {
            Count(Interlocked.Decrement(ref open));
            if (polled.Task is null)
                slot.Release();
        }
        if (polled.Task is { } task)
        {
            LastTask = DateTime.UtcNow;
            Accept(task, slot);
        }
        if (scale.Learn(polled.Suggestion, polled.Task is null))
            Grow(stopping, aborting);
    }

    private void Count(int polls) => metrics.Set(metrics.Instruments.NumPollers, polls, "poller_type", kind.PollerType);

    private void Forget(Task handled)
    {
        lock (gate)
            running.Remove(handled);
    }

    private async Task HandleAsync(TTask task, SlotPool.Slot slot)
    {
        try
        {
            await Handle(task, slot);
        }
        catch (Exception e)
        {
            // A task that cannot even be failed is left to its timeout; the worker goes on.
            slot.Failed = true;
            logger.LogError(e, "Handling of {Kind} failed", kind.PollerType);
        }
        finally
        {
            slot.Release();
        }
    }
}
