using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Runs;

/// <summary>The children a run has asked for and not seen the end of.</summary>
internal sealed class ChildSet(Run run)
{
    private readonly ItemTable<long, ChildState> children = new(ItemKind.Child);

    public int Count => children.Count;

    public IEnumerable<ChildState> All => children.Values;

    public ChildState? Find(long initiatedId) => children.Find(initiatedId);

    public void Add(HistoryEvent initiated)
    {
        var a = initiated.StartChildWorkflowExecutionInitiatedEventAttributes;
        children.Put(initiated.EventId, new ChildState
        {
            InitiatedId = initiated.EventId,
            Namespace = a.Namespace,
            NamespaceId = a.NamespaceId,
            WorkflowId = a.WorkflowId,
            Type = a.WorkflowType,
            ClosePolicy = a.ParentClosePolicy,
        });
    }

    /// <summary>The child runs: tells the workflow.</summary>
    public void Started(ChildState child, string runId, Header? header)
    {
        child.RunId = runId;
        children.Put(child.InitiatedId, child);
        run.Events.Add(new HistoryEvent
        {
            EventType = EventType.ChildWorkflowExecutionStarted,
            ChildWorkflowExecutionStartedEventAttributes = new()
            {
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                InitiatedEventId = child.InitiatedId,
                WorkflowExecution = new WorkflowExecution { WorkflowId = child.WorkflowId, RunId = runId },
                WorkflowType = child.Type,
                Header = header,
            },
        });
        run.Tasks.Need();
    }

    public void StartFailed(ChildState child, StartChildWorkflowExecutionFailedCause cause)
    {
        children.Remove(child.InitiatedId);
        run.Events.Add(new HistoryEvent
        {
            EventType = EventType.StartChildWorkflowExecutionFailed,
            StartChildWorkflowExecutionFailedEventAttributes = new()
            {
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowId = child.WorkflowId,
                WorkflowType = child.Type,
                Cause = cause,
                InitiatedEventId = child.InitiatedId,
            },
        });
        run.Tasks.Need();
    }

    /// <summary>The history says that the child was started; false if there is no such child.</summary>
    public bool NoteStarted(long initiatedId, string runId)
    {
        if (Find(initiatedId) is not { } child) return false;
        child.RunId = runId;
        children.Put(initiatedId, child);
        return true;
    }

    /// <summary>The history says that the child is over; false if there is no such child.</summary>
    public bool Forget(long initiatedId) => children.Remove(initiatedId);

    /// <summary>Called when the event of a child's start gets its id.</summary>
    public void SetStartedId(long initiatedId, long startedId)
    {
        if (children.Find(initiatedId) is not { } child) return;
        child.StartedId = startedId;
        children.Put(initiatedId, child);
    }

    /// <summary>The last run of a child ended: tells the workflow.</summary>
    public void Closed(ChildState child, Run childRun, HistoryEvent close)
    {
        children.Remove(child.InitiatedId);
        run.Events.Add(ChildCloseEvent.From(child, childRun.Execution, close));
        BufferLimit.Enforce(run);
        run.Tasks.Need();
    }

    public void Clear() => children.Clear();

    public long StoredBytes => children.StoredBytes;

    public void Load(long key, byte[] data) => children.Load(key, ChildState.Parser.ParseFrom(data));

    public void Save(WriteBatch batch) => children.Save(run.Key, batch);
}
