using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Runs;

/// <summary>A started workflow task that holds back too many events is failed, so that they can be delivered.</summary>
internal static class BufferLimit
{
    private const int Events = 100;
    private const long Bytes = 2 * 1024 * 1024;

    public static void Enforce(Run run)
    {
        if (!run.Tasks.IsStarted || (run.Events.BufferedCount <= Events && run.Events.BufferedBytes <= Bytes)) return;
        run.Tasks.Fail(WorkflowTaskFailedCause.ForceCloseCommand, null, ServiceIdentity.History);
        var attempt = run.State.TaskAttempt;
        run.Events.Flush();
        run.State.TaskAttempt = attempt;
        run.Updates.TaskEnded();
        run.Tasks.Schedule(TaskKind.Normal);
    }
}
