using Microsoft.Extensions.Logging;

namespace Temporalio.DevServer.Runs;

/// <summary>
/// A run that grows without end is stopped; the log warns before, and workflows are advised long before to continue as new.
/// </summary>
internal static class RunSizeLimit
{
    private const long Events = 51_200;
    private const long Bytes = 50 * 1024 * 1024;
    private const long StateBytes = 8 * 1024 * 1024;
    private const long ManyEvents = 10_240;
    private const long ManyBytes = 10 * 1024 * 1024;
    private const long ManyStateBytes = 1024 * 1024;

    /// <exception cref="TransactionTooLargeException">The step adds more events than the history may hold; nothing of it may be kept.</exception>
    public static void Enforce(Run run)
    {
        if (!run.IsOpen) return;
        const string tooMany = "Workflow history count exceeds limit.";
        if (run.LastEventId > Events) throw new TransactionTooLargeException(run, tooMany, tooMany);
        var reason = HistoryBytes(run) > Bytes ? "Workflow history size exceeds limit."
            : run.StateBytes > StateBytes ? "Workflow mutable state size exceeds limit." : null;
        if (reason is not null) run.Closing.Terminate(reason, null, ServiceIdentity.History);
        else Warn(run);
    }

    /// <summary>With what the step at hand adds; that is counted only where it can decide.</summary>
    private static long HistoryBytes(Run run) =>
        run.State.HistorySize + (run.State.HistorySize > Bytes - TransactionLimit.Bytes ? run.Events.FreshBytes() : 0);

    private static void Warn(Run run)
    {
        if (run.HasSizeWarning || (run.LastEventId <= ManyEvents && run.State.HistorySize <= ManyBytes && run.StateBytes <= ManyStateBytes)) return;
        run.HasSizeWarning = true;
        run.Core.Logger.LogWarning(
            "workflow {WorkflowId} (run {RunId}) grows large: {Events} events of {Bytes} bytes, state of {StateBytes} bytes; at {Limit} events, {LimitBytes} bytes or a state of {LimitState} bytes it is terminated",
            run.State.WorkflowId,
            run.State.RunId,
            run.LastEventId,
            run.State.HistorySize,
            run.StateBytes,
            Events,
            Bytes,
            StateBytes);
    }
}
