namespace Orchestrator.Tests.Durability;

/// <summary>Waits for what other processes do.</summary>
internal static class Until
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <param name="what">What is waited for, for the failure.</param>
    /// <param name="condition">The question; what it throws ends the wait.</param>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Between);
        try
        {
            while (!await condition())
                await timer.WaitForNextTickAsync(patience.Token);
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"It never came to this: {what}.", exception);
        }
    }
}
