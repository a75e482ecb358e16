namespace Temporalio.Workflows;

/// <summary>A lock for workflow code. Waiters are served in order.</summary>
public class Mutex
{
    private readonly Semaphore semaphore = new(1);

    /// <summary>Takes the lock, when it is free.</summary>
    public Task WaitOneAsync(CancellationToken? cancellationToken = null) => semaphore.WaitAsync(cancellationToken);

    /// <summary>Takes the lock, if it becomes free in time.</summary>
    /// <returns>Whether the lock was taken.</returns>
    public Task<bool> WaitOneAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        semaphore.WaitAsync(millisecondsTimeout, cancellationToken);

    /// <summary>Takes the lock, if it becomes free in time.</summary>
    /// <returns>Whether the lock was taken.</returns>
    public Task<bool> WaitOneAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        semaphore.WaitAsync(timeout, cancellationToken);

    /// <summary>Gives the lock back.</summary>
    /// <exception cref="InvalidOperationException">The lock was not taken.</exception>
    public void ReleaseMutex() => semaphore.Release();
}
