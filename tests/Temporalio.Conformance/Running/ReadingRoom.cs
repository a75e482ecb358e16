namespace Temporalio.Conformance.Running;

/// <summary>Where tests of the real service are read: any number together, or one alone.</summary>
internal sealed class ReadingRoom : IDisposable
{
    // Held for a moment by each that comes in with others, and throughout by the one that is alone.
    private readonly SemaphoreSlim door = new(1);
    private readonly Lock gate = new();
    private int readers;
    private TaskCompletionSource? empty;

    /// <summary>Reads beside others, unless one reads alone, which is waited for.</summary>
    public async Task<T> TogetherAsync<T>(Func<Task<T>> reading)
    {
        await door.WaitAsync();
        lock (gate)
        {
            readers++;
        }

        door.Release();
        try
        {
            return await reading();
        }
        finally
        {
            lock (gate)
            {
                if (--readers == 0)
                {
                    empty?.TrySetResult();
                }
            }
        }
    }

    /// <summary>Waits until those who are there have gone, lets nobody else in, and reads.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> reading)
    {
        await door.WaitAsync();
        try
        {
            await EmptyAsync();
            return await reading();
        }
        finally
        {
            door.Release();
        }
    }

    public void Dispose() => door.Dispose();

    private Task EmptyAsync()
    {
        lock (gate)
        {
            empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (readers == 0)
            {
                empty.SetResult();
            }

            return empty.Task;
        }
    }
}
