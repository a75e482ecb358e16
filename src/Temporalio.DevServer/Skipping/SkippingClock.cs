namespace Temporalio.DevServer.Skipping;

/// <summary>The system's time, moved forward by every jump. Its timers move with it.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<SkippingTimer> timers = [];
    private TimeSpan skipped;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return System.GetUtcNow() + skipped;
    }

    /// <summary>Jumps forward to a point in time; one that has passed changes nothing.</summary>
    public void SkipTo(DateTimeOffset time)
    {
        lock (gate)
        {
            var distance = time - (System.GetUtcNow() + skipped);
            if (distance <= TimeSpan.Zero) return;
            skipped += distance;
            foreach (var timer in timers) timer.Skip(distance);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SkippingTimer(this, callback, state);
        lock (gate) timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SkippingTimer : ITimer
    {
        private readonly SkippingClock clock;
        private readonly ITimer timer;
        private DateTimeOffset? due;
        private TimeSpan period;

        public SkippingTimer(SkippingClock clock, TimerCallback callback, object? state)
        {
            this.clock = clock;
            timer = System.CreateTimer(
                _ =>
                {
                    lock (clock.gate) due = period > TimeSpan.Zero ? System.GetUtcNow() + period : null;
                    callback(state);
                },
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                due = dueTime < TimeSpan.Zero ? null : System.GetUtcNow() + dueTime;
                this.period = period;
                return timer.Change(dueTime, period);
            }
        }

        /// <summary>Inside the clock's gate.</summary>
        public void Skip(TimeSpan distance)
        {
            if (due is not { } time) return;
            due = time - distance;
            var left = due.Value - System.GetUtcNow();
            timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, period);
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
