using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Commands;

/// <summary>Signals and cancel requests from one workflow to another.</summary>
internal static class ExternalCalls
{
    public static void Signal(Run sender, HistoryEvent initiated)
    {
        var a = initiated.SignalExternalWorkflowExecutionInitiatedEventAttributes;
        var target = FindTarget(sender, a.NamespaceId, a.WorkflowExecution, a.ChildWorkflowOnly);
        if (target is not { IsOpen: true })
        {
            SignalFailed(sender, initiated, SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound);
            return;
        }

        try
        {
            target.Signals.CheckLimit();
        }
        catch (ServiceError)
        {
            SignalFailed(sender, initiated, SignalExternalWorkflowExecutionFailedCause.SignalCountLimitExceeded);
            return;
        }

        sender.Work.Touch(target).Signals.Add(new()
        {
            SignalName = a.SignalName,
            Input = a.Input,
            Identity = ServiceIdentity.History,
            Header = a.Header,
            ExternalWorkflowExecution = sender.Execution,
            RequestId = Guid.NewGuid().ToString(),
        });
        if (!sender.IsOpen) return;
        sender.Events.Add(new HistoryEvent
        {
            EventType = EventType.ExternalWorkflowExecutionSignaled,
            ExternalWorkflowExecutionSignaledEventAttributes = new()
            {
                InitiatedEventId = initiated.EventId,
                Namespace = a.Namespace,
                NamespaceId = a.NamespaceId,
                WorkflowExecution = a.WorkflowExecution,
                Control = a.Control,
            },
        });
        sender.Tasks.Need();
    }

    public static void Cancel(Run sender, HistoryEvent initiated)
    {
        var a = initiated.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes;
        var target = FindTarget(sender, a.NamespaceId, a.WorkflowExecution, a.ChildWorkflowOnly);
        if (target is null)
        {
            CancelFailed(sender, initiated);
            return;
        }

        if (target.IsOpen)
        {
            sender.Work.Touch(target).Closing.RequestCancel(new()
            {
                Cause = a.Reason,
                ExternalInitiatedEventId = initiated.EventId,
                ExternalWorkflowExecution = sender.Execution,
                Identity = ServiceIdentity.History,
            });
        }

        if (!sender.IsOpen) return;
        sender.Events.Add(new HistoryEvent
        {
            EventType = EventType.ExternalWorkflowExecutionCancelRequested,
            ExternalWorkflowExecutionCancelRequestedEventAttributes = new()
            {
                InitiatedEventId = initiated.EventId,
                Namespace = a.Namespace,
                NamespaceId = a.NamespaceId,
                WorkflowExecution = a.WorkflowExecution,
            },
        });
        sender.Tasks.Need();
    }

    private static Run? FindTarget(Run sender, string namespaceId, Api.Common.V1.WorkflowExecution execution, bool childOnly)
    {
        if (execution.WorkflowId == sender.State.WorkflowId && namespaceId == sender.State.NamespaceId) return null;
        var runs = sender.Core.Runs;
        var target = execution.RunId.Length == 0
            ? runs.FindCurrent(namespaceId, execution.WorkflowId)
            : runs.Find(namespaceId, execution.WorkflowId, execution.RunId);
        var isChild = target?.State.Parent?.Execution is { } parent && parent.Equals(sender.Execution);
        return childOnly && !isChild ? null : target;
    }

    private static void SignalFailed(Run sender, HistoryEvent initiated, SignalExternalWorkflowExecutionFailedCause cause)
    {
        if (!sender.IsOpen) return;
        var a = initiated.SignalExternalWorkflowExecutionInitiatedEventAttributes;
        sender.Events.Add(new HistoryEvent
        {
            EventType = EventType.SignalExternalWorkflowExecutionFailed,
            SignalExternalWorkflowExecutionFailedEventAttributes = new()
            {
                Cause = cause,
                Namespace = a.Namespace,
                NamespaceId = a.NamespaceId,
                WorkflowExecution = a.WorkflowExecution,
                InitiatedEventId = initiated.EventId,
                Control = a.Control,
            },
        });
        sender.Tasks.Need();
    }

    private static void CancelFailed(Run sender, HistoryEvent initiated)
    {
        if (!sender.IsOpen) return;
        var a = initiated.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes;
        sender.Events.Add(new HistoryEvent
        {
            EventType = EventType.RequestCancelExternalWorkflowExecutionFailed,
            RequestCancelExternalWorkflowExecutionFailedEventAttributes = new()
            {
                Cause = CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
                Namespace = a.Namespace,
                NamespaceId = a.NamespaceId,
                WorkflowExecution = a.WorkflowExecution,
                InitiatedEventId = initiated.EventId,
                Control = a.Control,
            },
        });
        sender.Tasks.Need();
    }
}
