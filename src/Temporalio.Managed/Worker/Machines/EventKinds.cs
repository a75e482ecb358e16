using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>Which events answer a command, and which end a run.</summary>
internal static class EventKinds
{
    /// <summary>Whether a worker's command wrote the event, so that replay must produce that command again.</summary>
    public static bool IsCommandEvent(this HistoryEvent e) => e.EventType switch
    {
        EventType.ActivityTaskScheduled or EventType.ActivityTaskCancelRequested => true,
        EventType.TimerStarted or EventType.TimerCanceled => true,
        EventType.MarkerRecorded => true,
        EventType.RequestCancelExternalWorkflowExecutionInitiated => true,
        EventType.SignalExternalWorkflowExecutionInitiated => true,
        EventType.StartChildWorkflowExecutionInitiated => true,
        EventType.UpsertWorkflowSearchAttributes or EventType.WorkflowPropertiesModified => true,
        EventType.WorkflowExecutionUpdateAccepted or EventType.WorkflowExecutionUpdateRejected => true,
        EventType.WorkflowExecutionUpdateCompleted => true,
        EventType.WorkflowExecutionCompleted or EventType.WorkflowExecutionFailed => true,
        EventType.WorkflowExecutionCanceled or EventType.WorkflowExecutionContinuedAsNew => true,
        _ => false,
    };

    public static bool IsClosing(this HistoryEvent e) => e.EventType
        is EventType.WorkflowExecutionCompleted
        or EventType.WorkflowExecutionFailed
        or EventType.WorkflowExecutionCanceled
        or EventType.WorkflowExecutionContinuedAsNew
        or EventType.WorkflowExecutionTerminated
        or EventType.WorkflowExecutionTimedOut;

    /// <summary>Whether a started workflow task that is followed by this event did not complete.</summary>
    public static bool EndsTaskWithoutCompletion(this HistoryEvent e) => e.EventType
        is EventType.WorkflowTaskFailed
        or EventType.WorkflowTaskTimedOut
        or EventType.WorkflowExecutionTimedOut
        or EventType.WorkflowExecutionTerminated
        or EventType.WorkflowExecutionCanceled;

    public static string Describe(this HistoryEvent e) => $"event {e.EventId} {e.EventType}{Subject(e)}";

    private static string Subject(HistoryEvent e) => e.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.ActivityTaskScheduledEventAttributes =>
            $" (activity {e.ActivityTaskScheduledEventAttributes.ActivityId}, type {e.ActivityTaskScheduledEventAttributes.ActivityType?.Name})",
        HistoryEvent.AttributesOneofCase.TimerStartedEventAttributes => $" (timer {e.TimerStartedEventAttributes.TimerId})",
        HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionInitiatedEventAttributes =>
            $" (child {e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId}, type {e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType?.Name})",
        HistoryEvent.AttributesOneofCase.MarkerRecordedEventAttributes => $" (marker {e.MarkerRecordedEventAttributes.MarkerName})",
        _ => string.Empty,
    };
}
