using Temporalio.Worker.Execution;

namespace Temporalio.Tests.Worker;

public sealed class RateLimitTests
{
    [Fact]
    public void WaitAsync_NoLimit_IsOverAtOnce() => Assert.True(new RateLimit(null, new RecordingClock()).WaitAsync(default).IsCompleted);

    [Fact]
    public void WaitAsync_TwoPerSecond_SpacesThemHalfASecondApart()
    {
        var clock = new RecordingClock();
        var limit = new RateLimit(2, clock);
        Assert.True(limit.WaitAsync(default).IsCompleted);
        _ = limit.WaitAsync(default);
        _ = limit.WaitAsync(default);
        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], clock.Waits);
    }

    [Fact]
    public void WaitAsync_AfterAPause_SavesNothingUp()
    {
        var clock = new RecordingClock();
        var limit = new RateLimit(2, clock);
        Assert.True(limit.WaitAsync(default).IsCompleted);
        clock.Now += TimeSpan.FromSeconds(10);
        Assert.True(limit.WaitAsync(default).IsCompleted);
        _ = limit.WaitAsync(default);
        Assert.Equal([TimeSpan.FromSeconds(0.5)], clock.Waits);
    }

    /// <summary>Notes how long is waited, and never rings.</summary>
    private sealed class RecordingClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
