namespace Orchestrator.EconomicsBench;

/// <summary>A clock that is set: one film a night.</summary>
internal sealed class Clock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset time = now;

    public override DateTimeOffset GetUtcNow() => time;

    public void NextNight() => time += TimeSpan.FromDays(1);
}
