using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Commands;

/// <summary>Starts children.</summary>
internal static class ChildStart
{
    public static StartChildWorkflowExecutionInitiatedEventAttributes Initiated(Run parent, StartChildWorkflowExecutionCommandAttributes a, long taskCompletedId)
    {
        var core = parent.Core;
        var target = a.Namespace.Length == 0 ? core.Namespaces.Get(parent.State.NamespaceId) : core.Namespaces.ByName(a.Namespace);
        var runTimeout = RunLimits.RunTimeout(a.WorkflowRunTimeout.OrZero(), a.WorkflowExecutionTimeout.OrZero());
        return new StartChildWorkflowExecutionInitiatedEventAttributes
        {
            Namespace = target.Name,
            NamespaceId = target.Id,
            WorkflowId = a.WorkflowId,
            WorkflowType = a.WorkflowType,
            TaskQueue = new TaskQueue { Name = a.TaskQueue?.Name is { Length: > 0 } name ? name : parent.State.TaskQueue, Kind = TaskQueueKind.Normal },
            Input = a.Input,
            WorkflowExecutionTimeout = a.WorkflowExecutionTimeout,
            WorkflowRunTimeout = runTimeout.ToDuration(),
            WorkflowTaskTimeout = RunLimits.TaskTimeout(a.WorkflowTaskTimeout.OrZero(), runTimeout).ToDuration(),
            ParentClosePolicy = a.ParentClosePolicy == ParentClosePolicy.Unspecified ? ParentClosePolicy.Terminate : a.ParentClosePolicy,
            Control = a.Control,
            WorkflowTaskCompletedEventId = taskCompletedId,
            WorkflowIdReusePolicy = a.WorkflowIdReusePolicy == WorkflowIdReusePolicy.Unspecified ? WorkflowIdReusePolicy.AllowDuplicate : a.WorkflowIdReusePolicy,
            RetryPolicy = a.RetryPolicy is null ? null : RetryRules.WithDefaults(a.RetryPolicy),
            CronSchedule = a.CronSchedule,
            Header = a.Header,
            Memo = a.Memo,
            SearchAttributes = SearchAttributeCodec.WithTypes(a.SearchAttributes, target),
            Priority = a.Priority,
        };
    }

    /// <summary>Starts the child of an initiated event, unless its parent has closed meanwhile.</summary>
    public static void Perform(Run parent, HistoryEvent initiated)
    {
        if (!parent.IsOpen || parent.Children.Find(initiated.EventId) is not { } child) return;
        var a = initiated.StartChildWorkflowExecutionInitiatedEventAttributes;
        var unit = parent.Work;
        var decision = IdPolicy.Decide(parent.Core.Runs.FindCurrent(a.NamespaceId, a.WorkflowId), a.WorkflowIdReusePolicy, WorkflowIdConflictPolicy.Fail);
        if (decision.Result is IdPolicy.Outcome.Refuse)
        {
            parent.Children.StartFailed(child, StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists);
            return;
        }

        if (decision.Result is IdPolicy.Outcome.Replace) decision.Terminate(unit, "");
        var next = Next(parent, initiated, unit);
        var run = unit.Core.Starter.Create(unit, next);
        if (next.FirstTaskBackoff > TimeSpan.Zero) run.State.FirstTaskAt = (unit.Now + next.FirstTaskBackoff).ToTimestamp();
        parent.Children.Started(child, next.RunId, a.Header);
        RunStarter.ScheduleFirstTask(run);
    }

    private static NextRun Next(Run parent, HistoryEvent initiated, Unit unit)
    {
        var a = initiated.StartChildWorkflowExecutionInitiatedEventAttributes;
        var runId = Guid.CreateVersion7(unit.Now).ToString();
        var backoff = a.CronSchedule.Length == 0 ? TimeSpan.Zero : CronSchedule.Parse(a.CronSchedule).FirstBackoff(unit.Now);
        return new NextRun
        {
            NamespaceId = a.NamespaceId,
            RunId = runId,
            UserMetadata = initiated.UserMetadata,
            Started = new WorkflowExecutionStartedEventAttributes
            {
                WorkflowType = a.WorkflowType,
                ParentWorkflowNamespace = parent.NamespaceName,
                ParentWorkflowNamespaceId = parent.State.NamespaceId,
                ParentWorkflowExecution = parent.Execution,
                ParentInitiatedEventId = initiated.EventId,
                TaskQueue = a.TaskQueue,
                Input = a.Input,
                WorkflowExecutionTimeout = a.WorkflowExecutionTimeout,
                WorkflowRunTimeout = a.WorkflowRunTimeout,
                WorkflowTaskTimeout = a.WorkflowTaskTimeout,
                WorkflowExecutionExpirationTime = RunExpiry.Execution(unit.Now + backoff, a.WorkflowExecutionTimeout),
                OriginalExecutionRunId = runId,
                FirstExecutionRunId = runId,
                RetryPolicy = a.RetryPolicy,
                Attempt = 1,
                CronSchedule = a.CronSchedule,
                Initiator = a.CronSchedule.Length > 0 ? ContinueAsNewInitiator.CronSchedule : ContinueAsNewInitiator.Unspecified,
                FirstWorkflowTaskBackoff = backoff.ToDuration(),
                Memo = a.Memo,
                SearchAttributes = a.SearchAttributes,
                Header = a.Header,
                WorkflowId = a.WorkflowId,
                RootWorkflowExecution = parent.State.Root ?? parent.Execution,
                Priority = a.Priority,
            },
        };
    }
}
