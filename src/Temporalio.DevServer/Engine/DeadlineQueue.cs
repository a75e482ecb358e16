using Microsoft.Extensions.Logging;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// The only heap of timers. Each run and each schedule is in it with its earliest deadline, whatever that is for; entries that
/// were overtaken by an earlier one are skipped when they come up. Used inside the gate.
/// </summary>
internal sealed class DeadlineQueue : IDisposable
{
    private readonly ServiceCore core;
    private readonly PriorityQueue<IDeadlineOwner, DateTime> queue = new();
    private readonly ITimer timer;
    private DateTime armedFor = DateTime.MaxValue;
    private bool stopped;

    public DeadlineQueue(ServiceCore core, TimeProvider time)
    {
        this.core = core;
        timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that the owner is looked at no later than at its next deadline.</summary>
    public void Arm(IDeadlineOwner owner, DateTime due)
    {
        if (due >= owner.ArmedFor) return;
        owner.ArmedFor = due;
        queue.Enqueue(owner, due);
        if (due < armedFor) SetTimer(due);
    }

    /// <summary>The next time at which there is something to do; null if there is none.</summary>
    public DateTime? Next()
    {
        while (queue.TryPeek(out var owner, out var due))
        {
            if (owner.ArmedFor == due && owner.NextDeadline is { } next)
            {
                if (next <= due) return due;
                // What it was armed for is not to be any more.
                queue.Dequeue();
                owner.ArmedFor = next;
                queue.Enqueue(owner, next);
                continue;
            }

            queue.Dequeue();
            if (owner.ArmedFor == due) owner.ArmedFor = DateTime.MaxValue;
        }

        return null;
    }

    public void Dispose()
    {
        core.Locked(() => stopped = true);
        timer.Dispose();
    }

    private void Fire()
    {
        core.Locked(() => armedFor = DateTime.MaxValue);
        while (TakeDue() is { } owner) FireOne(owner);
    }

    private void FireOne(IDeadlineOwner owner)
    {
        try
        {
            core.Write(unit => owner.FireDeadlines(unit));
        }
        catch (Exception e)
        {
            // An owner whose deadline cannot be handled must not stop the clock of all others.
            core.Logger.LogError(e, "handling a deadline of {Subject} failed", owner.Subject);
        }
    }

    private IDeadlineOwner? TakeDue() => core.Locked(() =>
    {
        if (stopped) return null;
        var now = core.Now();
        while (queue.TryPeek(out var owner, out var due))
        {
            if (due > now)
            {
                SetTimer(due);
                return null;
            }

            queue.Dequeue();
            if (owner.ArmedFor != due) continue;
            owner.ArmedFor = DateTime.MaxValue;
            return owner;
        }

        return null;
    });

    private void SetTimer(DateTime due)
    {
        if (stopped) return;
        armedFor = due;
        var wait = due - core.Now();
        // Rounded up: a timer that fires a moment early would only be set again.
        var milliseconds = Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue);
        timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }
}
