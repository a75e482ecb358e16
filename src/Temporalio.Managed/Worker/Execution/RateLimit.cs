namespace Temporalio.Worker.Execution;

/// <summary>Spaces out what may happen so many times per second.</summary>
internal sealed class RateLimit(double? perSecond, TimeProvider clock)
{
    private readonly Lock gate = new();
    private DateTimeOffset next = DateTimeOffset.MinValue;

    public Task WaitAsync(CancellationToken token)
    {
        if (perSecond is not { } rate)
            return Task.CompletedTask;
        TimeSpan wait;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            next = next > now ? next : now;
            wait = next - now;
            next += TimeSpan.FromSeconds(1 / rate);
        }
        return wait == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, clock, token);
    }
}
