namespace Temporalio.Worker.Execution;

/// <summary>Spaces out what may happen so many times per second.</summary>
internal sealed class RateLimit(double? perSecond)
{
    private readonly Lock gate = new();
    private DateTime next = DateTime.MinValue;

    public Task WaitAsync(CancellationToken token)
    {
        if (perSecond is not { } rate)
            return Task.CompletedTask;
        TimeSpan wait;
        lock (gate)
        {
            var now = DateTime.UtcNow;
            next = next > now ? next : now;
            wait = next - now;
            next += TimeSpan.FromSeconds(1 / rate);
        }
        return Task.Delay(wait, token);
    }
}
