namespace Temporalio.DevServer.Runs;

/// <summary>A history that grows without end is stopped; workflows are advised long before to continue as new.</summary>
internal static class HistoryLimit
{
    private const long Events = 51_200;
    private const long Bytes = 50 * 1024 * 1024;

    public static void Enforce(Run run)
    {
        if (!run.IsOpen) return;
        var reason = run.LastEventId > Events ? "Workflow history count exceeds limit."
            : run.State.HistorySize > Bytes ? "Workflow history size exceeds limit." : null;
        if (reason is not null) run.Closing.Terminate(reason, null, ServiceIdentity.History);
    }
}
