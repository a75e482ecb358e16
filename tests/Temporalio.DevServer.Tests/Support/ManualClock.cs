namespace Temporalio.DevServer.Tests.Support;

/// <summary>A clock that a test moves.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    // Advance waits on it.
    private readonly object gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;
    private int firing;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    /// <summary>
    /// Moves it on, once what is due already has been done: whoever looks at the clock, and then sets a timer by what it said, would
    /// else set it too late by what the clock has moved in between.
    /// </summary>
    public void Advance(TimeSpan span)
    {
        ManualTimer[] due;
        lock (gate)
        {
            while (firing > 0) Monitor.Wait(gate);
            now += span;
            due = [.. timers.Where(t => t.Due <= now)];
            foreach (var timer in due) timer.Due = DateTimeOffset.MaxValue;
        }

        foreach (var timer in due) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (gate) timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; } = DateTimeOffset.MaxValue;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate) Due = dueTime <= TimeSpan.Zero ? DateTimeOffset.MaxValue : clock.now + dueTime;
            if (dueTime == TimeSpan.Zero) FireSoon();
            return true;
        }

        private void FireSoon()
        {
            lock (clock.gate) clock.firing++;
            ThreadPool.QueueUserWorkItem(_ =>
            {
                try
                {
                    Fire();
                }
                finally
                {
                    lock (clock.gate)
                    {
                        clock.firing--;
                        Monitor.PulseAll(clock.gate);
                    }
                }
            });
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
