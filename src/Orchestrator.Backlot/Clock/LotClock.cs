namespace Orchestrator.Backlot.Clock;

/// <summary>
/// The Backlot's clock: the machine's, moved and stopped as its admin pages say. What waits for an instant is woken when the clock
/// is moved past it, so that hours of queueing take no time.
/// </summary>
internal sealed class LotClock(TimeProvider machine) : TimeProvider
{
    private readonly TimeProvider machine = machine;
    private readonly Lock gate = new();
    private readonly HashSet<Alarm> alarms = [];
    private ClockState state = ClockState.Machine;

    /// <summary>How far it is from the machine's clock, and whether it stands still.</summary>
    public ClockState State
    {
        get
        {
            lock (gate)
                return state;
        }
    }

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return state.StoppedAt ?? machine.GetUtcNow() + state.Ahead;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Puts it to an instant; it goes on or stands still as before.</summary>
    public ClockState Set(DateTimeOffset now)
        => Become(before => before.StoppedAt is null ? new(now - machine.GetUtcNow(), null) : before with { StoppedAt = now });

    /// <summary>Moves it on.</summary>
    public ClockState Advance(TimeSpan by)
        => Become(before => before.StoppedAt is { } at ? before with { StoppedAt = at + by } : before with { Ahead = before.Ahead + by });

    /// <summary>Lets it stand still.</summary>
    public ClockState Stop() => Become(before => before with { StoppedAt = before.StoppedAt ?? machine.GetUtcNow() + before.Ahead });

    /// <summary>Lets it go on from where it stands.</summary>
    public ClockState Run() => Become(before => before.StoppedAt is { } at ? new(at - machine.GetUtcNow(), null) : before);

    /// <summary>Takes up a state that was kept.</summary>
    public void Restore(ClockState kept) => Become(_ => kept);

    private ClockState Become(Func<ClockState, ClockState> change)
    {
        lock (gate)
        {
            state = change(state);
            foreach (var alarm in alarms)
                alarm.Wind();
            return state;
        }
    }

    // A timer of this clock: it stands on one of the machine's, which is wound anew whenever this clock is moved.
    private sealed class Alarm : ITimer
    {
        // The machine's timers take no longer ones; what is due later is wound again when this has passed.
        private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

        private readonly LotClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ITimer bell;
        private DateTimeOffset? due;
        private TimeSpan every = Timeout.InfiniteTimeSpan;

        public Alarm(LotClock clock, TimerCallback callback, object? state)
        {
            (this.clock, this.callback, this.state) = (clock, callback, state);
            bell = clock.machine.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
                every = period;
                if (due is null)
                    clock.alarms.Remove(this);
                else
                    clock.alarms.Add(this);
                Wind();
                return true;
            }
        }

        public void Wind()
        {
            var left = due - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
                bell.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            else
                bell.Change(left is { } wait && clock.state.StoppedAt is null ? (wait < Longest ? wait : Longest) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.alarms.Remove(this);
            bell.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring()
        {
            lock (clock.gate)
            {
                if (due is not { } at)
                    return;
                if (at > clock.GetUtcNow())
                {
                    Wind();
                    return;
                }

                due = every > TimeSpan.Zero ? at + every : null;
                if (due is null)
                    clock.alarms.Remove(this);
                else
                    Wind();
            }

            callback(state);
        }
    }
}
