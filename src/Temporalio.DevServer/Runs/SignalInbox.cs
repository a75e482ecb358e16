using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Runs;

/// <summary>Takes signals, each request once.</summary>
internal sealed class SignalInbox(Run run)
{
    private const int Limit = 10_000;

    private readonly ItemTable<string, Empty> requests = new(ItemKind.SignalRequest);

    public bool HasSeen(string requestId) => requestId.Length > 0 && requests.Contains(requestId);

    /// <exception cref="ServiceError">The signal cannot be taken, now or ever.</exception>
    public void CheckLimit()
    {
        // Otherwise signals that keep coming would keep the workflow from ever closing.
        if (run.State.CloseRefused && run.Tasks.IsStarted) throw ServiceError.Busy("workflow operation can not be applied because workflow is closing");
        if (run.State.SignalCount >= Limit) throw ServiceError.InvalidArgument("exceeded workflow execution limit for signal events");
    }

    /// <summary>Records a signal and, unless the first task is still to come, asks for a workflow task.</summary>
    public void Add(WorkflowExecutionSignaledEventAttributes signal)
    {
        Record(signal);
        BufferLimit.Enforce(run);
        run.Tasks.Need();
    }

    /// <summary>Records a signal without asking for a workflow task.</summary>
    public void Record(WorkflowExecutionSignaledEventAttributes signal)
    {
        Note(signal.RequestId);
        run.Events.Add(new HistoryEvent { EventType = EventType.WorkflowExecutionSignaled, WorkflowExecutionSignaledEventAttributes = signal });
    }

    /// <summary>Counts a signal that is in the history, or will be.</summary>
    public void Note(string requestId)
    {
        if (requestId.Length > 0) requests.Put(requestId, new Empty());
        run.State.SignalCount++;
    }

    public void Clear() => requests.Clear();

    public long StoredBytes => requests.StoredBytes;

    public void Load(string requestId) => requests.Load(requestId, new Empty());

    public void Save(WriteBatch batch) => requests.Save(run.Key, batch);
}
