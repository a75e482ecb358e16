namespace Temporalio.Workflows;

/// <summary>A semaphore for workflow code. Waiters are served in order; a free slot is taken at once.</summary>
public class Semaphore
{
    private readonly LinkedList<Waiter> waiters = new();

    /// <exception cref="ArgumentException">The count is not positive.</exception>
    public Semaphore(int initialCount)
    {
        if (initialCount < 1)
            throw new ArgumentException("Semaphore count must be positive", nameof(initialCount));
        Max = initialCount;
        CurrentCount = initialCount;
    }

    public int Max { get; init; }

    /// <summary>Number of free slots.</summary>
    public int CurrentCount { get; private set; }

    /// <summary>Takes a slot, when one is free.</summary>
    public Task WaitAsync(CancellationToken? cancellationToken = null) => WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Takes a slot, if one becomes free in time.</summary>
    /// <returns>Whether a slot was taken.</returns>
    public Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        WaitAsync(TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken);

    /// <summary>Takes a slot, if one becomes free in time.</summary>
    /// <returns>Whether a slot was taken.</returns>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken? cancellationToken = null)
    {
        (cancellationToken ?? Workflow.CancellationToken).ThrowIfCancellationRequested();
        if (CurrentCount > 0)
        {
            CurrentCount--;
            return true;
        }
        if (timeout == TimeSpan.Zero)
            return false;
        var node = waiters.AddLast(new Waiter());
        try
        {
            await Workflow.WaitConditionAsync(() => node.Value.Served, timeout, cancellationToken);
            return node.Value.Served;
        }
        catch (OperationCanceledException) when (node.Value.Served)
        {
            // Served and cancelled in one turn: the slot goes to the next waiter.
            Release();
            throw;
        }
        finally
        {
            if (node.List is not null)
                waiters.Remove(node);
        }
    }

    /// <summary>Gives a slot back.</summary>
    /// <exception cref="InvalidOperationException">No slot was taken.</exception>
    public void Release()
    {
        if (CurrentCount >= Max)
            throw new InvalidOperationException("Semaphore was released more often than taken");
        if (waiters.First is not { } first)
        {
            CurrentCount++;
            return;
        }
        waiters.RemoveFirst();
        first.Value.Served = true;
    }

    private sealed class Waiter
    {
        public bool Served { get; set; }
    }
}
