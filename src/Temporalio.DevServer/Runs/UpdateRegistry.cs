using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Runs;

/// <summary>
/// The updates of a run. Until a worker accepts one it lives in memory only; from then on the history knows it.
/// </summary>
internal sealed class UpdateRegistry(Run run)
{
    public const int TotalLimit = 2000;
    private const int InFlightLimit = 10;

    private readonly ItemTable<string, UpdateState> stored = new(ItemKind.Update);
    private readonly Dictionary<string, UpdateEntry> entries = [];
    private readonly List<UpdateEntry> order = [];
    private readonly List<UpdateEntry> changed = [];

    /// <summary>Updates that wait for a workflow task to carry them.</summary>
    public bool HasUnsent => order.Exists(e => e is { IsWaiting: true, IsSent: false, IsInHistory: false });

    /// <summary>The update of this id, from memory or from what the history says; null if unknown.</summary>
    public UpdateEntry? Find(string id)
    {
        if (entries.TryGetValue(id, out var entry)) return entry;
        if (stored.Find(id) is not { } known) return null;
        entry = new UpdateEntry(id, null)
        {
            AcceptedId = known.AcceptedId,
            CompletedId = known.CompletedId,
            Stage = known.CompletedId > 0 ? UpdateWorkflowExecutionLifecycleStage.Completed
                : known.AcceptedId > 0 ? UpdateWorkflowExecutionLifecycleStage.Accepted : UpdateWorkflowExecutionLifecycleStage.Admitted,
            IsInHistory = known.AcceptedId == 0,
        };
        if (known.CompletedId > 0) entry.Outcome = run.Events.Get(known.CompletedId).WorkflowExecutionUpdateCompletedEventAttributes.Outcome;
        else if (!run.IsOpen) FailUnfinished(entry);
        Keep(entry);
        return entry;
    }

    /// <summary>Takes a new update in.</summary>
    /// <exception cref="ServiceError">Too many are under way or were made.</exception>
    public UpdateEntry Admit(Request request)
    {
        if (order.Count(e => !e.IsOver) >= InFlightLimit)
            throw ServiceError.Exhausted($"limit on number of concurrent in-flight updates has been reached ({InFlightLimit})", ResourceExhaustedCause.ConcurrentLimit);
        if (run.State.UpdateCount >= TotalLimit)
            throw new ServiceError(StatusCode.FailedPrecondition, $"limit on number of total updates has been reached ({TotalLimit})");
        var entry = new UpdateEntry(request.Meta.UpdateId, request);
        Keep(entry);
        return entry;
    }

    /// <summary>The messages for a worker that gets the workflow task.</summary>
    /// <param name="startedId">Id of the task's started event.</param>
    /// <param name="again">Also those another worker was given and did not answer.</param>
    public IEnumerable<Message> Send(long startedId, bool again)
    {
        foreach (var entry in order.Where(e => e.IsWaiting && !e.IsInHistory && (again || !e.IsSent)).ToArray())
        {
            entry.IsSent = true;
            yield return new Message
            {
                Id = $"{entry.Id}/request",
                ProtocolInstanceId = entry.Id,
                EventId = startedId - 1,
                Body = Any.Pack(entry.Request),
            };
        }
    }

    public void Accept(string id, Acceptance acceptance)
    {
        var entry = Find(id) ?? Revive(id, acceptance.AcceptedRequest);
        var accepted = run.Events.Add(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionUpdateAccepted,
            WorkflowExecutionUpdateAcceptedEventAttributes = new()
            {
                ProtocolInstanceId = id,
                AcceptedRequestMessageId = acceptance.AcceptedRequestMessageId,
                AcceptedRequestSequencingEventId = acceptance.AcceptedRequestSequencingEventId,
                AcceptedRequest = entry.Request,
            },
        });
        run.State.UpdateCount++;
        entry.AcceptedId = accepted.EventId;
        entry.Stage = UpdateWorkflowExecutionLifecycleStage.Accepted;
        Store(entry);
    }

    public void Complete(string id, Response response)
    {
        var entry = Find(id)!;
        var completed = run.Events.Add(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionUpdateCompleted,
            WorkflowExecutionUpdateCompletedEventAttributes = new()
            {
                Meta = response.Meta,
                AcceptedEventId = entry.AcceptedId,
                Outcome = response.Outcome,
            },
        });
        entry.CompletedId = completed.EventId;
        entry.Outcome = response.Outcome;
        entry.Stage = UpdateWorkflowExecutionLifecycleStage.Completed;
        Store(entry);
    }

    /// <summary>The worker will not run it. Nothing of it remains: its id may be used again.</summary>
    public void Reject(string id, Failure failure)
    {
        if (Find(id) is not { } entry) return;
        stored.Remove(id);
        entry.Outcome = new Outcome { Failure = failure };
        entry.Stage = UpdateWorkflowExecutionLifecycleStage.Completed;
        Drop(entry);
    }

    /// <summary>Workers that know nothing of updates do not answer them.</summary>
    public void RejectUnanswered()
    {
        foreach (var entry in order.Where(e => e.IsWaiting && e.IsSent).ToArray()) Reject(entry.Id, UpdateFailures.Unprocessed());
    }

    /// <summary>The task that carried updates ended without an answer: they wait for the next.</summary>
    public void TaskEnded()
    {
        foreach (var entry in order.Where(e => e.IsWaiting)) entry.IsSent = false;
    }

    /// <summary>The service failed the task for what the worker did with it.</summary>
    public void AbortSent()
    {
        foreach (var entry in order.Where(e => e.IsWaiting && e.IsSent).ToArray())
            Abort(entry, ServiceError.NotReady("Unable to perform workflow execution update due to unexpected workflow task failure."));
    }

    /// <summary>The history says that the update was taken in; the worker finds the request there.</summary>
    public void NoteAdmitted(string id) => stored.Put(id, new UpdateState { UpdateId = id });

    /// <summary>The history says that the update was accepted.</summary>
    public void NoteAccepted(string id, long acceptedId)
    {
        run.State.UpdateCount++;
        stored.Put(id, new UpdateState { UpdateId = id, AcceptedId = acceptedId });
    }

    /// <summary>The history says that the update was completed.</summary>
    public void NoteCompleted(string id, long completedId)
    {
        if (stored.Find(id) is not { } known) return;
        known.CompletedId = completedId;
        stored.Put(id, known);
    }

    public void RunClosed(bool continued)
    {
        foreach (var entry in order.ToArray())
        {
            if (entry.IsWaiting)
            {
                Abort(entry, continued
                    ? ServiceError.Busy("workflow operation can not be applied because workflow is closing")
                    : ServiceError.NotFound("workflow update was aborted by closing workflow"));
            }
            else if (!entry.IsOver)
            {
                FailUnfinished(entry);
                changed.Add(entry);
            }
        }
    }

    public void AbortAll(ServiceError error)
    {
        foreach (var entry in order.Where(e => !e.IsOver).ToArray()) Abort(entry, error);
        Announce();
    }

    /// <summary>Wakes those who wait for what changed.</summary>
    public void Announce()
    {
        if (changed.Count == 0) return;
        foreach (var entry in changed) entry.Announce();
        changed.Clear();
    }

    public long StoredBytes => stored.StoredBytes;

    public void Load(string id, byte[] data) => stored.Load(id, UpdateState.Parser.ParseFrom(data));

    public void Save(WriteBatch batch) => stored.Save(run.Key, batch);

    /// <summary>After a restart a worker may answer an update this process never saw: the answer carries the request.</summary>
    private UpdateEntry Revive(string id, Request request)
    {
        var entry = new UpdateEntry(id, request) { IsSent = true };
        Keep(entry);
        return entry;
    }

    private void Store(UpdateEntry entry)
    {
        stored.Put(entry.Id, new UpdateState { UpdateId = entry.Id, AcceptedId = entry.AcceptedId, CompletedId = entry.CompletedId });
        changed.Add(entry);
    }

    private void Keep(UpdateEntry entry)
    {
        entries[entry.Id] = entry;
        order.Add(entry);
    }

    private void Abort(UpdateEntry entry, ServiceError error)
    {
        entry.Error = error;
        Drop(entry);
    }

    private void Drop(UpdateEntry entry)
    {
        entries.Remove(entry.Id);
        order.Remove(entry);
        changed.Add(entry);
    }

    private static void FailUnfinished(UpdateEntry entry)
    {
        entry.Outcome = new Outcome { Failure = UpdateFailures.RunEnded() };
        entry.Stage = UpdateWorkflowExecutionLifecycleStage.Completed;
    }
}
