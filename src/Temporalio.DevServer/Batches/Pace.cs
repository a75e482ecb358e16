using System.Diagnostics;

namespace Temporalio.DevServer.Batches;

/// <summary>Holds a batch to so many workflows a second, by the clock of the machine; the first second's worth goes at once.</summary>
/// <param name="asked">What the caller asks for; 0 or less for the most there is.</param>
internal sealed class Pace(double asked)
{
    /// <summary>The real service's own limit for one batch.</summary>
    private const double Most = 50;

    private readonly double perSecond = asked > 0 ? Math.Min(asked, Most) : Most;
    private long last = Stopwatch.GetTimestamp();
    private double saved = Math.Ceiling(asked > 0 ? Math.Min(asked, Most) : Most);

    public async Task WaitAsync(CancellationToken ct)
    {
        var now = Stopwatch.GetTimestamp();
        saved = Math.Min(Math.Ceiling(perSecond), saved + (Stopwatch.GetElapsedTime(last, now).TotalSeconds * perSecond)) - 1;
        last = now;
        if (saved < 0) await Task.Delay(TimeSpan.FromSeconds(-saved / perSecond), ct);
    }
}
