using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Skipping;

/// <summary>
/// Decides when the clock may jump to the next deadline: when nobody holds a lock, no workflow task is pending and no attempt of
/// an activity is out. Until then, and when there is no deadline, it runs at the usual speed. Used inside the gate.
/// </summary>
internal sealed class TimeSkipping(ServiceCore core, SkippingClock clock)
{
    private readonly HashSet<Run> busy = [];

    // As on the official test server, the caller has to ask for skipping first.
    private int locks = 1;

    public void Lock() => locks++;

    /// <exception cref="ServiceError">No lock is held.</exception>
    public void Unlock()
    {
        if (locks == 0) throw new ServiceError(StatusCode.FailedPrecondition, "Unbalanced lock and unlock calls: time skipping is not locked.");
        locks--;
        JumpIfIdle();
    }

    /// <summary>A run may have changed.</summary>
    public void Look(Run run)
    {
        if (run.IsOpen && (run.Tasks.IsPending || run.Activities.HasAttemptOut)) busy.Add(run);
        else busy.Remove(run);
    }

    /// <summary>A run is not this object any more.</summary>
    public void Forget(Run run) => busy.Remove(run);

    /// <summary>Moves the clock if there is something to wait for and nothing to do until then.</summary>
    public void JumpIfIdle()
    {
        if (locks == 0 && busy.Count == 0 && core.Deadlines.Next() is { } due) clock.SkipTo(due);
    }
}
