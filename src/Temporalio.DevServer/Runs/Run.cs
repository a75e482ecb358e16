using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Runs;

/// <summary>One run of a workflow: its stored state and the parts that act on it. Used inside the gate.</summary>
internal sealed class Run : IDeadlineOwner
{
    private readonly List<TaskCompletionSource> historyWaiters = [];
    private int storedStateBytes;

    public Run(ServiceCore core, long key, RunState state)
    {
        Core = core;
        Key = key;
        State = state;
        Events = new EventLog(this);
        Tasks = new WorkflowTasks(this);
        Activities = new ActivitySet(this);
        Timers = new TimerSet(this);
        Children = new ChildSet(this);
        Updates = new UpdateRegistry(this);
        Queries = new QueryRegistry(this);
        Signals = new SignalInbox(this);
        Closing = new RunClosing(this);
    }

    public ServiceCore Core { get; }

    /// <summary>Number of the run in the database.</summary>
    public long Key { get; }

    public RunState State { get; }

    public EventLog Events { get; }

    public WorkflowTasks Tasks { get; }

    public ActivitySet Activities { get; }

    public TimerSet Timers { get; }

    public ChildSet Children { get; }

    public UpdateRegistry Updates { get; }

    public QueryRegistry Queries { get; }

    public SignalInbox Signals { get; }

    public RunClosing Closing { get; }

    /// <summary>The unit at work on this run.</summary>
    public Unit? Unit { get; set; }

    /// <summary>The unit at work on this run; asking for it outside of one is a mistake.</summary>
    public Unit Work => Unit ?? throw new InvalidOperationException("a run changes within a unit only");

    /// <summary>The database knows of the run, or will once what is queued is written.</summary>
    public bool IsStored { get; private set; }

    /// <summary>Ends when the last change is on disk.</summary>
    public Task LastWrite { get; private set; } = Task.CompletedTask;

    public string Subject => $"workflow {State.WorkflowId}";

    public DateTime ArmedFor { get; set; } = DateTime.MaxValue;

    /// <summary>When something of this run is due next; null if nothing ever is.</summary>
    public DateTime? NextDeadline
    {
        get
        {
            if (!IsOpen) return null;
            var due = Closing.Expiry() ?? DateTime.MaxValue;
            due = Times.Min(due, Tasks.NextDeadline());
            due = Times.Min(due, Timers.NextDeadline());
            due = Times.Min(due, Activities.NextDeadline());
            return due == DateTime.MaxValue ? null : due;
        }
    }

    /// <summary>Bytes of everything stored of the run beside its history, as of the last step.</summary>
    public long StateBytes =>
        storedStateBytes + Activities.StoredBytes + Timers.StoredBytes + Children.StoredBytes + Updates.StoredBytes + Signals.StoredBytes + Events.BufferedBytes;

    /// <summary>This object stands for the run no longer; see <see cref="Abandon"/>.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>The log has warned of its size.</summary>
    public bool HasSizeWarning { get; set; }

    /// <summary>The record in the visibility tables is out of date.</summary>
    public bool VisibilityChanged { get; set; }

    public bool IsOpen => State.Status == WorkflowExecutionStatus.Running;

    public WorkflowExecution Execution => new() { WorkflowId = State.WorkflowId, RunId = State.RunId };

    public long LastEventId => State.NextEventId - 1;

    public string NamespaceName => Core.Namespaces.NameOf(State.NamespaceId);

    /// <summary>Ends with the next event or the close of the run.</summary>
    public Task NextEvents()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        historyWaiters.Add(waiter);
        return waiter.Task;
    }

    /// <summary>Remembers which event a request led to, so that the request is not followed twice.</summary>
    public void NoteRequest(string requestId, HistoryEvent ledTo)
    {
        if (requestId.Length > 0) State.RequestIds[requestId] = new() { EventType = ledTo.EventType, EventId = ledTo.EventId };
    }

    /// <summary>Takes changes over into the memo; a null takes a field away.</summary>
    public void MergeMemo(Memo changes)
    {
        State.Memo ??= new Memo();
        foreach (var (name, value) in changes.Fields)
        {
            if (SearchAttributeCodec.IsNull(value)) State.Memo.Fields.Remove(name);
            else State.Memo.Fields[name] = value;
        }
    }

    public void LoadItems(IEnumerable<StoredItem> items)
    {
        IsStored = true;
        foreach (var item in items)
        {
            switch (item.Kind)
            {
                case ItemKind.Activity: Activities.Load((long)item.Id, item.Data); break;
                case ItemKind.Timer: Timers.Load((long)item.Id, item.Data); break;
                case ItemKind.Child: Children.Load((long)item.Id, item.Data); break;
                case ItemKind.Update: Updates.Load((string)item.Id, item.Data); break;
                case ItemKind.SignalRequest: Signals.Load((string)item.Id); break;
                case ItemKind.BufferedEvent: Events.Load((long)item.Id, item.Data); break;
                default: throw new InvalidDataException($"unknown kind {item.Kind} of stored item");
            }
        }
    }

    /// <summary>After a restart: what waited for a worker waits again, what waited for a time is timed again.</summary>
    public void Resume(DateTime now)
    {
        if (!IsOpen) return;
        Tasks.Resume();
        Activities.OfferDue(now);
        ArmedFor = DateTime.MaxValue;
        if (NextDeadline is { } due) Core.Deadlines.Arm(this, due);
    }

    /// <summary>Writes what changed. A run that no started task protects has no reason to hold events back.</summary>
    public void Save(WriteBatch batch)
    {
        if (!Tasks.IsStarted) Events.Flush();
        var isFirst = !IsStored;
        State.StateTransitions++;
        Events.Save(batch);
        Activities.Save(batch);
        Timers.Save(batch);
        Children.Save(batch);
        Updates.Save(batch);
        Signals.Save(batch);
        SaveState(batch, isFirst);
        if (VisibilityChanged || isFirst)
        {
            VisibilityRecord.Put(this, batch);
            VisibilityChanged = false;
        }

        IsStored = true;
        LastWrite = batch.Durable;
    }

    /// <summary>Tells everyone who waits for this run what happened.</summary>
    public void AfterSave(DateTime now)
    {
        if (historyWaiters.Count > 0)
        {
            foreach (var waiter in historyWaiters) waiter.TrySetResult();
            historyWaiters.Clear();
        }

        Updates.Announce();
        if (!IsOpen) return;
        Tasks.Offer();
        Activities.OfferDue(now);
        if (NextDeadline is { } due) Core.Deadlines.Arm(this, due);
    }

    public void FireDeadlines(Unit unit)
    {
        if (!IsOpen) return;
        if (NextDeadline is not { } due) return;
        if (due > unit.Now)
        {
            Core.Deadlines.Arm(this, due);
            return;
        }

        if (Closing.Expiry() is { } expiry && expiry <= unit.Now)
        {
            unit.Join(this);
            Closing.TimeOut();
            return;
        }

        Tasks.FireDeadlines(unit);
        if (Timers.NextDeadline() <= unit.Now) unit.Touch(this).Timers.FireDue();
        if (Activities.NextDeadline() <= unit.Now) unit.Touch(this).Activities.FireDue();
    }

    /// <summary>What those are told who wait on an object that was given up.</summary>
    public static ServiceError Interrupted() => ServiceError.Unavailable("the operation was interrupted, please retry");

    /// <summary>Gives up on this object because the disk knows better; whoever waits on it is sent away.</summary>
    public void Abandon()
    {
        IsAbandoned = true;
        var error = Interrupted();
        Updates.AbortAll(error);
        Queries.FailAll(error);
        foreach (var waiter in historyWaiters) waiter.TrySetResult();
        historyWaiters.Clear();
        ArmedFor = DateTime.MinValue;
    }

    private void SaveState(WriteBatch batch, bool isFirst)
    {
        var state = Tasks.StoredForm(State).ToByteArray();
        storedStateBytes = state.Length;
        if (!isFirst)
        {
            batch.Add(Statement.UpdateRun, IsOpen, state, Key);
            return;
        }

        batch.Add(Statement.InsertRun, Key, State.NamespaceId, State.WorkflowId, State.RunId, IsOpen, state);
        batch.Add(Statement.PutCurrent, State.NamespaceId, State.WorkflowId, Key);
    }
}
