using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.DevServer.Runs;

/// <summary>What the history asks of each type of event.</summary>
internal static class EventRules
{
    /// <summary>Events from outside, which must not move the ids under a worker that holds a workflow task.</summary>
    public static bool WaitsForStartedTask(EventType type) => type is
        EventType.WorkflowExecutionSignaled or EventType.WorkflowExecutionCancelRequested or
        EventType.ActivityTaskStarted or EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed or
        EventType.ActivityTaskTimedOut or EventType.ActivityTaskCanceled or EventType.TimerFired or
        EventType.StartChildWorkflowExecutionFailed or EventType.ChildWorkflowExecutionStarted or
        EventType.ChildWorkflowExecutionCompleted or EventType.ChildWorkflowExecutionFailed or
        EventType.ChildWorkflowExecutionCanceled or EventType.ChildWorkflowExecutionTimedOut or
        EventType.ChildWorkflowExecutionTerminated or EventType.ExternalWorkflowExecutionSignaled or
        EventType.ExternalWorkflowExecutionCancelRequested or EventType.SignalExternalWorkflowExecutionFailed or
        EventType.RequestCancelExternalWorkflowExecutionFailed or EventType.WorkflowExecutionUpdateAdmitted or
        EventType.WorkflowExecutionOptionsUpdated;

    /// <summary>Closes of activities and children go behind everything else in the buffer, so that their starts are before them.</summary>
    public static bool MovesBehind(EventType type) => type is
        EventType.ActivityTaskCompleted or EventType.ActivityTaskFailed or EventType.ActivityTaskTimedOut or
        EventType.ActivityTaskCanceled or EventType.ChildWorkflowExecutionCompleted or EventType.ChildWorkflowExecutionFailed or
        EventType.ChildWorkflowExecutionCanceled or EventType.ChildWorkflowExecutionTimedOut or
        EventType.ChildWorkflowExecutionTerminated;

    /// <summary>Id of the event that an activity's or child's start belongs to; null for other events.</summary>
    public static long? StartOf(HistoryEvent start) => start.EventType switch
    {
        EventType.ActivityTaskStarted => start.ActivityTaskStartedEventAttributes.ScheduledEventId,
        EventType.ChildWorkflowExecutionStarted => start.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId,
        _ => null,
    };

    /// <summary>Id of the event that scheduled the activity an event closes; 0 for other events.</summary>
    public static long ScheduledIdOf(HistoryEvent close) => close.EventType switch
    {
        EventType.ActivityTaskCompleted => close.ActivityTaskCompletedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskFailed => close.ActivityTaskFailedEventAttributes.ScheduledEventId,
        EventType.ActivityTaskTimedOut => close.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
        EventType.ActivityTaskCanceled => close.ActivityTaskCanceledEventAttributes.ScheduledEventId,
        _ => 0,
    };

    /// <summary>Id of the event that asked for the child an event closes, or says was not started; null for other events.</summary>
    public static long? ClosedChildOf(HistoryEvent close) => close.EventType switch
    {
        EventType.StartChildWorkflowExecutionFailed => close.StartChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCompleted => close.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionFailed => close.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionCanceled => close.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTimedOut => close.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId,
        EventType.ChildWorkflowExecutionTerminated => close.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId,
        _ => null,
    };

    /// <summary>Fills in the id of a start that was buffered together with its close.</summary>
    public static void SetStartedId(HistoryEvent close, IReadOnlyDictionary<long, long> starts)
    {
        switch (close.EventType)
        {
            case EventType.ActivityTaskCompleted when starts.TryGetValue(close.ActivityTaskCompletedEventAttributes.ScheduledEventId, out var id):
                close.ActivityTaskCompletedEventAttributes.StartedEventId = id;
                break;
            case EventType.ActivityTaskFailed when starts.TryGetValue(close.ActivityTaskFailedEventAttributes.ScheduledEventId, out var id):
                close.ActivityTaskFailedEventAttributes.StartedEventId = id;
                break;
            case EventType.ActivityTaskTimedOut when starts.TryGetValue(close.ActivityTaskTimedOutEventAttributes.ScheduledEventId, out var id):
                close.ActivityTaskTimedOutEventAttributes.StartedEventId = id;
                break;
            case EventType.ActivityTaskCanceled when starts.TryGetValue(close.ActivityTaskCanceledEventAttributes.ScheduledEventId, out var id):
                close.ActivityTaskCanceledEventAttributes.StartedEventId = id;
                break;
            case EventType.ChildWorkflowExecutionCompleted when starts.TryGetValue(close.ChildWorkflowExecutionCompletedEventAttributes.InitiatedEventId, out var id):
                close.ChildWorkflowExecutionCompletedEventAttributes.StartedEventId = id;
                break;
            case EventType.ChildWorkflowExecutionFailed when starts.TryGetValue(close.ChildWorkflowExecutionFailedEventAttributes.InitiatedEventId, out var id):
                close.ChildWorkflowExecutionFailedEventAttributes.StartedEventId = id;
                break;
            case EventType.ChildWorkflowExecutionCanceled when starts.TryGetValue(close.ChildWorkflowExecutionCanceledEventAttributes.InitiatedEventId, out var id):
                close.ChildWorkflowExecutionCanceledEventAttributes.StartedEventId = id;
                break;
            case EventType.ChildWorkflowExecutionTimedOut when starts.TryGetValue(close.ChildWorkflowExecutionTimedOutEventAttributes.InitiatedEventId, out var id):
                close.ChildWorkflowExecutionTimedOutEventAttributes.StartedEventId = id;
                break;
            case EventType.ChildWorkflowExecutionTerminated when starts.TryGetValue(close.ChildWorkflowExecutionTerminatedEventAttributes.InitiatedEventId, out var id):
                close.ChildWorkflowExecutionTerminatedEventAttributes.StartedEventId = id;
                break;
        }
    }
}
