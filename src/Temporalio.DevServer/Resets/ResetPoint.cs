using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Resets;

/// <summary>The part of a run's history that a reset keeps, in the batches it was written in.</summary>
internal sealed class ResetPoint
{
    private ResetPoint(long finishId, IReadOnlyList<IReadOnlyList<HistoryEvent>> batches)
    {
        FinishId = finishId;
        Batches = batches;
    }

    /// <summary>Id of the first event that is not kept.</summary>
    public long FinishId { get; }

    public IReadOnlyList<IReadOnlyList<HistoryEvent>> Batches { get; }

    /// <summary>Cuts a history in front of an event that ended a workflow task, or could have.</summary>
    /// <exception cref="ServiceError">The history cannot be cut there.</exception>
    public static ResetPoint Find(Run run, long finishId)
    {
        if (finishId <= 1 || finishId > run.LastEventId)
            throw ServiceError.InvalidArgument("Workflow task finish ID must be > 1 && <= workflow last event ID.");
        var kept = run.Events.StoredBatches().TakeWhile(batch => batch[0].EventId < finishId).ToArray();
        if (kept[^1][^1].EventId != finishId - 1)
        {
            throw ServiceError.InvalidArgument(
                $"StateRebuilder unable to Rebuild mutable state to event ID: {finishId - 1}, version: 0, this event must be at the boundary");
        }

        if (!HasPendingTask(kept))
            throw ServiceError.InvalidArgument($"Can only reset workflow to event ID in range [WorkflowTaskScheduled +1, WorkflowTaskStarted + 1]: {finishId}");
        return new ResetPoint(finishId, kept);
    }

    private static bool HasPendingTask(IEnumerable<IReadOnlyList<HistoryEvent>> batches)
    {
        var pending = false;
        foreach (var type in batches.SelectMany(b => b).Select(e => e.EventType))
        {
            if (type == EventType.WorkflowTaskScheduled) pending = true;
            else if (type is EventType.WorkflowTaskCompleted or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut) pending = false;
        }

        return pending;
    }
}
