using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Commands;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Resets;

/// <summary>Brings the state of a run to where its history says it is. Nothing is written or started by it.</summary>
internal sealed class HistoryReplay(Run run)
{
    private readonly Dictionary<long, HistoryEvent> calls = [];

    /// <summary>Signals and cancel requests to other workflows whose outcome the history does not tell.</summary>
    public IEnumerable<HistoryEvent> OpenCalls => calls.Values.OrderBy(e => e.EventId);

    public void Apply(HistoryEvent read)
    {
        if (ApplyTask(read) || ApplyActivity(read) || ApplyChild(read) || ApplyCall(read)) return;
        switch (read.EventType)
        {
            case EventType.TimerStarted:
                var timer = read.TimerStartedEventAttributes;
                run.Timers.Add(timer.TimerId, read.EventId, read.EventTime.ToDateTime() + timer.StartToFireTimeout.OrZero());
                break;
            case EventType.TimerFired: run.Timers.Remove(read.TimerFiredEventAttributes.TimerId); break;
            case EventType.TimerCanceled: run.Timers.Remove(read.TimerCanceledEventAttributes.TimerId); break;
            case EventType.WorkflowExecutionSignaled: run.Signals.Note(read.WorkflowExecutionSignaledEventAttributes.RequestId); break;
            case EventType.WorkflowExecutionCancelRequested: run.State.CancelRequested = true; break;
            case EventType.WorkflowExecutionOptionsUpdated: Apply(read, read.WorkflowExecutionOptionsUpdatedEventAttributes); break;
            case EventType.WorkflowExecutionUpdateAdmitted:
                run.Updates.NoteAdmitted(read.WorkflowExecutionUpdateAdmittedEventAttributes.Request.Meta.UpdateId);
                break;
            case EventType.WorkflowExecutionUpdateAccepted:
                run.Updates.NoteAccepted(read.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId, read.EventId);
                break;
            case EventType.WorkflowExecutionUpdateCompleted:
                run.Updates.NoteCompleted(read.WorkflowExecutionUpdateCompletedEventAttributes.Meta.UpdateId, read.EventId);
                break;
            case EventType.UpsertWorkflowSearchAttributes:
                var attributes = read.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes;
                run.State.SearchAttributes = SearchAttributeCodec.Merge(run.State.SearchAttributes, attributes);
                break;
            case EventType.WorkflowPropertiesModified: run.MergeMemo(read.WorkflowPropertiesModifiedEventAttributes.UpsertedMemo); break;
        }
    }

    private bool ApplyTask(HistoryEvent read)
    {
        switch (read.EventType)
        {
            case EventType.WorkflowTaskScheduled:
                run.State.Task = ScheduledTask(read);
                return true;
            case EventType.WorkflowTaskStarted:
                var started = read.WorkflowTaskStartedEventAttributes;
                var task = run.State.Task;
                task.StartedId = read.EventId;
                task.StartedTime = read.EventTime.Clone();
                task.RequestId = started.RequestId;
                task.Identity = started.Identity;
                task.HistorySize = started.HistorySizeBytes;
                return true;
            case EventType.WorkflowTaskCompleted:
                run.State.Task = null;
                run.State.LastStartedId = read.WorkflowTaskCompletedEventAttributes.StartedEventId;
                FirstTaskRecord.Note(run, read);
                return true;
            case EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut:
                run.State.Task = null;
                return true;
            default: return false;
        }
    }

    private bool ApplyActivity(HistoryEvent read)
    {
        if (EventRules.ScheduledIdOf(read) is var closed and > 0)
        {
            run.Activities.Forget(closed);
            return true;
        }

        switch (read.EventType)
        {
            case EventType.ActivityTaskScheduled:
                run.Activities.Add(read);
                return true;
            case EventType.ActivityTaskCancelRequested:
                run.Activities.NoteCancel(read.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId, read.EventId);
                return true;
            default: return false;
        }
    }

    private bool ApplyChild(HistoryEvent read)
    {
        if (EventRules.ClosedChildOf(read) is { } closed)
        {
            run.Children.Forget(closed);
            return true;
        }

        switch (read.EventType)
        {
            case EventType.StartChildWorkflowExecutionInitiated:
                run.Children.Add(read);
                return true;
            case EventType.ChildWorkflowExecutionStarted:
                var started = read.ChildWorkflowExecutionStartedEventAttributes;
                run.Children.NoteStarted(started.InitiatedEventId, started.WorkflowExecution.RunId);
                run.Children.SetStartedId(started.InitiatedEventId, read.EventId);
                return true;
            default: return false;
        }
    }

    private bool ApplyCall(HistoryEvent read)
    {
        switch (read.EventType)
        {
            case EventType.SignalExternalWorkflowExecutionInitiated or EventType.RequestCancelExternalWorkflowExecutionInitiated:
                calls.Add(read.EventId, read);
                return true;
            case EventType.ExternalWorkflowExecutionSignaled:
                return calls.Remove(read.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId);
            case EventType.SignalExternalWorkflowExecutionFailed:
                return calls.Remove(read.SignalExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId);
            case EventType.ExternalWorkflowExecutionCancelRequested:
                return calls.Remove(read.ExternalWorkflowExecutionCancelRequestedEventAttributes.InitiatedEventId);
            case EventType.RequestCancelExternalWorkflowExecutionFailed:
                return calls.Remove(read.RequestCancelExternalWorkflowExecutionFailedEventAttributes.InitiatedEventId);
            default: return false;
        }
    }

    private static WorkflowTaskState ScheduledTask(HistoryEvent read)
    {
        var scheduled = read.WorkflowTaskScheduledEventAttributes;
        return new WorkflowTaskState
        {
            Kind = TaskKind.Normal,
            ScheduledId = read.EventId,
            Attempt = scheduled.Attempt,
            ScheduledTime = read.EventTime.Clone(),
            OriginalScheduledTime = read.EventTime.Clone(),
            Queue = scheduled.TaskQueue,
            Timeout = scheduled.StartToCloseTimeout,
        };
    }

    private void Apply(HistoryEvent read, WorkflowExecutionOptionsUpdatedEventAttributes options)
    {
        run.NoteRequest(options.AttachedRequestId, read);
        if (options.VersioningOverride is not null || options.UnsetVersioningOverride) run.State.VersioningOverride = options.VersioningOverride;
        if (options.Priority is not null) run.State.Priority = options.Priority;
    }
}
