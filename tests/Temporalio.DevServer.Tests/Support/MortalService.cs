namespace Temporalio.DevServer.Tests.Support;

/// <summary>A service that dies and comes back on the same file, while callers keep calling.</summary>
internal sealed class MortalService(string databaseFile) : IDisposable
{
    private readonly Lock gate = new();
    private TaskCompletionSource<ChildService> current = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Deaths { get; private set; }

    public async Task StartAsync() => current.SetResult(await ChildService.StartAsync(databaseFile));

    /// <summary>Kills the process as a power cut would, and starts another.</summary>
    public async Task DieAsync()
    {
        ChildService dying;
        lock (gate)
        {
            dying = current.Task.Result;
            current = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Deaths++;
        }

        await dying.KillAsync();
        dying.Dispose();
        await StartAsync();
    }

    /// <summary>Calls the living service; the answer is default if it died over the call.</summary>
    public async Task<T?> TryAsync<T>(Func<Actor, Task<T>> call)
        where T : class
    {
        var called = Current();
        var service = await called;
        try
        {
            return await call(service.Actor);
        }
        catch (Exception e) when (e is not RpcFailure && Current() != called)
        {
            // Whatever breaks a call whose service was killed says only that.
            return null;
        }
    }

    /// <summary>Calls until an answer comes.</summary>
    public async Task<T> CallAsync<T>(Func<Actor, Task<T>> call)
        where T : class
    {
        while (true)
        {
            if (await TryAsync(call) is { } answer) return answer;
        }
    }

    public void Dispose()
    {
        var last = Current();
        if (last.IsCompletedSuccessfully) last.Result.Dispose();
    }

    private Task<ChildService> Current()
    {
        lock (gate) return current.Task;
    }
}
