using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Resets;

/// <summary>Tells a run that was taken back what others told its predecessor after the point it was taken back to.</summary>
/// <param name="run">The new run.</param>
/// <param name="excluded">What it is not to be told.</param>
internal sealed class Reapplication(Run run, IReadOnlySet<ResetReapplyExcludeType> excluded)
{
    /// <summary>Goes through the rest of a run, and through all runs it was continued as.</summary>
    public void From(Run origin, long firstId)
    {
        foreach (var past in origin.Events.Range(firstId, origin.LastEventId))
        {
            ReapplyMessage(past);
            ReapplyChild(past);
        }

        for (var next = Continuation(origin); next is not null; next = Continuation(next))
        {
            foreach (var past in next.Events.Range(1, next.LastEventId)) ReapplyMessage(past);
        }
    }

    private static Run? Continuation(Run origin) => origin.State.Status == WorkflowExecutionStatus.ContinuedAsNew
        ? origin.Core.Runs.Find(origin.State.NamespaceId, origin.State.WorkflowId, origin.State.NewRunId)
        : null;

    private void ReapplyMessage(HistoryEvent past)
    {
        switch (past.EventType)
        {
            case EventType.WorkflowExecutionSignaled when !excluded.Contains(ResetReapplyExcludeType.Signal):
                run.Signals.Note(past.WorkflowExecutionSignaledEventAttributes.RequestId);
                Copy(past);
                break;
            case EventType.WorkflowExecutionUpdateAdmitted when !excluded.Contains(ResetReapplyExcludeType.Update):
                Admit(past.WorkflowExecutionUpdateAdmittedEventAttributes.Request);
                break;
            case EventType.WorkflowExecutionUpdateAccepted when !excluded.Contains(ResetReapplyExcludeType.Update):
                Admit(past.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest);
                break;
            case EventType.WorkflowExecutionOptionsUpdated:
                // The id of the event is known only once it has left the buffer, which nothing holds back here.
                var copy = Copy(past);
                run.Events.Flush();
                run.NoteRequest(past.WorkflowExecutionOptionsUpdatedEventAttributes.AttachedRequestId, copy);
                break;
        }
    }

    private void ReapplyChild(HistoryEvent past)
    {
        if (past.EventType == EventType.ChildWorkflowExecutionStarted)
        {
            var started = past.ChildWorkflowExecutionStartedEventAttributes;
            if (run.Children.NoteStarted(started.InitiatedEventId, started.WorkflowExecution.RunId)) Copy(past);
        }
        else if (EventRules.ClosedChildOf(past) is { } initiatedId && run.Children.Forget(initiatedId))
        {
            Copy(past);
        }
    }

    /// <summary>An update that was admitted by an earlier event has no request in its acceptance.</summary>
    private void Admit(Request? request)
    {
        if (request is null || run.Updates.Find(request.Meta.UpdateId) is not null) return;
        run.Updates.NoteAdmitted(request.Meta.UpdateId);
        run.Events.Add(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionUpdateAdmitted,
            WorkflowExecutionUpdateAdmittedEventAttributes = new() { Request = request.Clone(), Origin = UpdateAdmittedEventOrigin.Reapply },
        });
    }

    private HistoryEvent Copy(HistoryEvent past)
    {
        var copy = past.Clone();
        copy.EventTime = null;
        return run.Events.Add(copy);
    }
}
