using Temporalio.Api.Sdk.V1;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Runs;

/// <summary>How a run ends, and what follows from it for new runs, parents, children and callers.</summary>
internal sealed class RunClosing(Run run)
{
    /// <summary>When the run times out; null if never.</summary>
    public DateTime? Expiry()
    {
        var state = run.State;
        if (state.RunExpiration is null) return state.ExecutionExpiration?.ToDateTime();
        return state.ExecutionExpiration is null
            ? state.RunExpiration.ToDateTime()
            : Times.Min(state.RunExpiration.ToDateTime(), state.ExecutionExpiration.ToDateTime());
    }

    public void Complete(Payloads? result, long taskCompletedId)
    {
        var next = NextRun.AfterSuccess(run, result);
        Close(WorkflowExecutionStatus.Completed, next, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionCompleted,
            WorkflowExecutionCompletedEventAttributes = new()
            {
                Result = result,
                WorkflowTaskCompletedEventId = taskCompletedId,
                NewExecutionRunId = next?.RunId ?? "",
            },
        });
    }

    public void Fail(Failure failure, long taskCompletedId)
    {
        var (next, state) = NextRun.AfterFailure(run, failure);
        Close(WorkflowExecutionStatus.Failed, next, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionFailed,
            WorkflowExecutionFailedEventAttributes = new()
            {
                Failure = failure,
                RetryState = state,
                WorkflowTaskCompletedEventId = taskCompletedId,
                NewExecutionRunId = next?.RunId ?? "",
            },
        });
    }

    public void Cancel(Payloads? details, long taskCompletedId) => Close(WorkflowExecutionStatus.Canceled, null, new HistoryEvent
    {
        EventType = EventType.WorkflowExecutionCanceled,
        WorkflowExecutionCanceledEventAttributes = new() { Details = details, WorkflowTaskCompletedEventId = taskCompletedId },
    });

    public void ContinueAsNew(ContinueAsNewWorkflowExecutionCommandAttributes command, UserMetadata? metadata, long taskCompletedId)
    {
        var next = NextRun.ContinuedAsNew(run, command);
        next.UserMetadata = metadata;
        Close(WorkflowExecutionStatus.ContinuedAsNew, next, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionContinuedAsNew,
            UserMetadata = metadata,
            WorkflowExecutionContinuedAsNewEventAttributes = new()
            {
                NewExecutionRunId = next.RunId,
                WorkflowType = next.Started.WorkflowType,
                TaskQueue = next.Started.TaskQueue,
                Input = command.Input,
                WorkflowRunTimeout = next.Started.WorkflowRunTimeout,
                WorkflowTaskTimeout = next.Started.WorkflowTaskTimeout,
                WorkflowTaskCompletedEventId = taskCompletedId,
                BackoffStartInterval = command.BackoffStartInterval,
                Initiator = command.Initiator,
                Failure = command.Failure,
                LastCompletionResult = command.LastCompletionResult,
                Header = command.Header,
                Memo = command.Memo,
                SearchAttributes = next.Started.SearchAttributes,
            },
        });
    }

    /// <summary>The time of the run, or of its whole chain, is up.</summary>
    public void TimeOut()
    {
        EndStartedTask();
        var executionExpired = run.State.ExecutionExpiration is { } end && end.ToDateTime() <= run.Work.Now;
        var failure = new Failure
        {
            Message = "workflow timeout",
            Source = "Server",
            TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = TimeoutType.StartToClose },
        };
        var (next, state) = executionExpired ? (null, RetryState.Timeout) : NextRun.AfterFailure(run, failure);
        Close(WorkflowExecutionStatus.TimedOut, next, new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionTimedOut,
            WorkflowExecutionTimedOutEventAttributes = new() { RetryState = state, NewExecutionRunId = next?.RunId ?? "" },
        });
    }

    public void Terminate(string reason, Payloads? details, string identity)
    {
        EndStartedTask();
        Close(WorkflowExecutionStatus.Terminated, null, Terminated(reason, details, identity));
    }

    /// <summary>Makes room for the run that takes this one's place: children go on for it, and the parent waits for it.</summary>
    public void TerminateForReset(string reason)
    {
        EndStartedTask();
        End(WorkflowExecutionStatus.Terminated, null, Terminated(reason, null, ServiceIdentity.Resetter));
        run.Children.Clear();
        run.Core.Runs.KeepClosed(run);
    }

    /// <summary>Records the wish to cancel and wakes the workflow, even if its first task is still to come.</summary>
    public void RequestCancel(WorkflowExecutionCancelRequestedEventAttributes request)
    {
        if (run.State.CancelRequested) return;
        run.State.CancelRequested = true;
        run.Events.Add(new HistoryEvent { EventType = EventType.WorkflowExecutionCancelRequested, WorkflowExecutionCancelRequestedEventAttributes = request });
        BufferLimit.Enforce(run);
        run.Tasks.Schedule(State.TaskKind.Normal);
    }

    private void EndStartedTask()
    {
        if (run.Tasks.IsStarted) run.Tasks.Fail(WorkflowTaskFailedCause.ForceCloseCommand, null, ServiceIdentity.History);
        run.Events.Flush();
    }

    private static HistoryEvent Terminated(string reason, Payloads? details, string identity) => new()
    {
        EventType = EventType.WorkflowExecutionTerminated,
        WorkflowExecutionTerminatedEventAttributes = new() { Reason = reason, Details = details, Identity = identity },
    };

    private void Close(WorkflowExecutionStatus status, NextRun? next, HistoryEvent closing)
    {
        End(status, next, closing);
        if (next is not null) run.Core.Starter.Start(run.Work, next);
        run.Work.Then(ApplyParentClosePolicies);
        if (next is null)
        {
            run.Work.Then(() => TellParent(closing));
            run.Work.Then(() => run.Core.Schedules.RunClosed(run.Work, run, closing));
        }

        run.Core.Runs.KeepClosed(run);
    }

    private void End(WorkflowExecutionStatus status, NextRun? next, HistoryEvent closing)
    {
        var unit = run.Work;
        run.Events.Add(closing);
        run.State.Status = status;
        run.State.CloseTime = unit.Stamp;
        run.State.NewRunId = next?.RunId ?? "";
        run.State.Task = null;
        run.State.FirstTaskAt = null;
        run.Events.DropBuffered();
        run.Activities.Clear();
        run.Timers.Clear();
        run.Signals.Clear();
        run.Updates.RunClosed(continued: next is { Started.Initiator: not ContinueAsNewInitiator.CronSchedule });
        run.Queries.Unblock();
        run.VisibilityChanged = true;
    }

    private void ApplyParentClosePolicies()
    {
        foreach (var child in run.Children.All.Where(c => c.RunId.Length > 0).ToArray())
        {
            var latest = run.Core.Runs.FindCurrent(child.NamespaceId, child.WorkflowId);
            if (latest is null || !latest.IsOpen || latest.State.FirstRunId != child.RunId) continue;
            if (child.ClosePolicy == ParentClosePolicy.Terminate)
                run.Work.Touch(latest).Closing.Terminate("by parent close policy", null, ServiceIdentity.History);
            else if (child.ClosePolicy == ParentClosePolicy.RequestCancel)
                run.Work.Touch(latest).Closing.RequestCancel(new() { Identity = ServiceIdentity.History, ExternalWorkflowExecution = run.Execution });
        }

        run.Children.Clear();
    }

    private void TellParent(HistoryEvent closing)
    {
        if (run.State.Parent is not { } link) return;
        var parent = run.Core.Runs.Find(link.NamespaceId, link.Execution.WorkflowId, link.Execution.RunId);
        while (parent is { IsOpen: false, State.ResetRunId.Length: > 0 })
            parent = run.Core.Runs.Find(link.NamespaceId, link.Execution.WorkflowId, parent.State.ResetRunId);
        if (parent is not { IsOpen: true } || parent.Children.Find(link.InitiatedEventId) is not { } child) return;
        if (child.WorkflowId != run.State.WorkflowId || child.RunId != run.State.FirstRunId) return;
        run.Work.Touch(parent).Children.Closed(child, run, closing);
    }
}
