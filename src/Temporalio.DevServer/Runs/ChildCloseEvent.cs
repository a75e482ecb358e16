using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Runs;

/// <summary>Translates the close of a child into the event its parent gets.</summary>
internal static class ChildCloseEvent
{
    public static HistoryEvent From(ChildState child, WorkflowExecution execution, HistoryEvent close) => close.EventType switch
    {
        EventType.WorkflowExecutionCompleted => new HistoryEvent
        {
            EventType = EventType.ChildWorkflowExecutionCompleted,
            ChildWorkflowExecutionCompletedEventAttributes = new()
            {
                Result = close.WorkflowExecutionCompletedEventAttributes.Result,
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowExecution = execution,
                WorkflowType = child.Type,
                InitiatedEventId = child.InitiatedId,
                StartedEventId = child.StartedId,
            },
        },
        EventType.WorkflowExecutionFailed => new HistoryEvent
        {
            EventType = EventType.ChildWorkflowExecutionFailed,
            ChildWorkflowExecutionFailedEventAttributes = new()
            {
                Failure = close.WorkflowExecutionFailedEventAttributes.Failure,
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowExecution = execution,
                WorkflowType = child.Type,
                InitiatedEventId = child.InitiatedId,
                StartedEventId = child.StartedId,
                RetryState = close.WorkflowExecutionFailedEventAttributes.RetryState,
            },
        },
        EventType.WorkflowExecutionCanceled => new HistoryEvent
        {
            EventType = EventType.ChildWorkflowExecutionCanceled,
            ChildWorkflowExecutionCanceledEventAttributes = new()
            {
                Details = close.WorkflowExecutionCanceledEventAttributes.Details,
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowExecution = execution,
                WorkflowType = child.Type,
                InitiatedEventId = child.InitiatedId,
                StartedEventId = child.StartedId,
            },
        },
        EventType.WorkflowExecutionTimedOut => new HistoryEvent
        {
            EventType = EventType.ChildWorkflowExecutionTimedOut,
            ChildWorkflowExecutionTimedOutEventAttributes = new()
            {
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowExecution = execution,
                WorkflowType = child.Type,
                InitiatedEventId = child.InitiatedId,
                StartedEventId = child.StartedId,
                RetryState = close.WorkflowExecutionTimedOutEventAttributes.RetryState,
            },
        },
        EventType.WorkflowExecutionTerminated => new HistoryEvent
        {
            EventType = EventType.ChildWorkflowExecutionTerminated,
            ChildWorkflowExecutionTerminatedEventAttributes = new()
            {
                Namespace = child.Namespace,
                NamespaceId = child.NamespaceId,
                WorkflowExecution = execution,
                WorkflowType = child.Type,
                InitiatedEventId = child.InitiatedId,
                StartedEventId = child.StartedId,
            },
        },
        _ => throw new ArgumentException($"{close.EventType} does not close a run", nameof(close)),
    };
}
