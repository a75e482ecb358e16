using Temporalio.DevServer.Runs;
using Microsoft.Extensions.Logging;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// The only heap of timers. Each run is in it with its earliest deadline, whatever that is for; entries that were
/// overtaken by an earlier one are skipped when they come up. Used inside the gate.
/// </summary>
internal sealed class DeadlineQueue : IDisposable
{
    private readonly ServiceCore core;
    private readonly PriorityQueue<Run, DateTime> queue = new();
    private readonly ITimer timer;
    private DateTime armedFor = DateTime.MaxValue;
    private bool stopped;

    public DeadlineQueue(ServiceCore core, TimeProvider time)
    {
        this.core = core;
        timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that the run is looked at no later than at its next deadline.</summary>
    public void Arm(Run run, DateTime due)
    {
        if (due >= run.ArmedFor) return;
        run.ArmedFor = due;
        queue.Enqueue(run, due);
        if (due < armedFor) SetTimer(due);
    }

    public void Dispose()
    {
        core.Locked(() => stopped = true);
        timer.Dispose();
    }

    private void Fire()
    {
        core.Locked(() => armedFor = DateTime.MaxValue);
        while (TakeDue() is { } run) FireRun(run);
    }

    private void FireRun(Run run)
    {
        try
        {
            core.Write(unit => run.FireDeadlines(unit));
        }
        catch (Exception e)
        {
            // A run whose deadline cannot be handled must not stop the clock of all others.
            core.Logger.LogError(e, "handling a deadline of workflow {WorkflowId} failed", run.State.WorkflowId);
        }
    }

    private Run? TakeDue() => core.Locked(() =>
    {
        if (stopped) return null;
        var now = core.Now();
        while (queue.TryPeek(out var run, out var due))
        {
            if (due > now)
            {
                SetTimer(due);
                return null;
            }

            queue.Dequeue();
            if (run.ArmedFor != due) continue;
            run.ArmedFor = DateTime.MaxValue;
            return run;
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
