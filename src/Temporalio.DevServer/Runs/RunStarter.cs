using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Runs;

/// <summary>Brings runs into being.</summary>
internal sealed class RunStarter(ServiceCore core)
{
    /// <summary>Starts a run and schedules its first workflow task, now or after the backoff.</summary>
    public Run Start(Unit unit, NextRun next, WorkflowExecutionSignaledEventAttributes? signal = null)
    {
        var run = Create(unit, next);
        if (next.FirstTaskBackoff > TimeSpan.Zero) run.State.FirstTaskAt = (unit.Now + next.FirstTaskBackoff).ToTimestamp();
        if (signal is not null) run.Signals.Add(signal);
        ScheduleFirstTask(run);
        return run;
    }

    /// <summary>Starts a run without its first workflow task.</summary>
    public Run Create(Unit unit, NextRun next)
    {
        var run = Register(unit, next);
        run.Events.Add(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionStarted,
            UserMetadata = next.UserMetadata,
            WorkflowExecutionStartedEventAttributes = next.Started,
        });
        return run;
    }

    /// <summary>Makes a run known that has no event yet.</summary>
    public Run Register(Unit unit, NextRun next) => core.Runs.Add(unit, StateOf(unit, next));

    public static void ScheduleFirstTask(Run run)
    {
        if (run.State.FirstTaskAt is null) run.Tasks.Schedule(TaskKind.Normal);
    }

    private RunState StateOf(Unit unit, NextRun next)
    {
        var a = next.Started;
        var begins = unit.Now + next.FirstTaskBackoff;
        var state = new RunState
        {
            NamespaceId = next.NamespaceId,
            WorkflowId = a.WorkflowId,
            RunId = next.RunId,
            FirstRunId = a.FirstExecutionRunId,
            OriginalRunId = a.OriginalExecutionRunId,
            WorkflowType = a.WorkflowType.Name,
            TaskQueue = a.TaskQueue.Name,
            ExecutionTimeout = a.WorkflowExecutionTimeout,
            RunTimeout = a.WorkflowRunTimeout,
            TaskTimeout = a.WorkflowTaskTimeout,
            ExecutionExpiration = a.WorkflowExecutionExpirationTime,
            Status = WorkflowExecutionStatus.Running,
            StartTime = unit.Stamp,
            ExecutionTime = begins.ToTimestamp(),
            OriginalStartTime = next.OriginalStartTime ?? unit.Stamp,
            NextEventId = 1,
            CreateRequestId = next.RequestId,
            Memo = a.Memo?.Clone(),
            SearchAttributes = SearchAttributeCodec.WithTypes(a.SearchAttributes, core.Namespaces.Get(next.NamespaceId)),
            RetryPolicy = a.RetryPolicy,
            Attempt = a.Attempt,
            CronSchedule = a.CronSchedule,
            Root = a.RootWorkflowExecution,
            TaskAttempt = 1,
            ResetPoints = a.PrevAutoResetPoints?.Clone() ?? new ResetPoints(),
            UserMetadata = next.UserMetadata,
            VersioningOverride = a.VersioningOverride,
            Priority = a.Priority,
            RunExpiration = Expiration(begins, a.WorkflowRunTimeout, a.WorkflowExecutionExpirationTime),
        };
        if (a.ParentWorkflowExecution is not null)
        {
            state.Parent = new ParentLink
            {
                Namespace = a.ParentWorkflowNamespace,
                NamespaceId = a.ParentWorkflowNamespaceId,
                Execution = a.ParentWorkflowExecution,
                InitiatedEventId = a.ParentInitiatedEventId,
            };
        }

        state.RequestIds[next.RequestId] = new RequestIdInfo { EventType = EventType.WorkflowExecutionStarted, EventId = 1 };
        return state;
    }

    private static Timestamp? Expiration(DateTime begins, Duration? runTimeout, Timestamp? executionExpiration)
    {
        if (runTimeout.OrNone() is not { } timeout) return null;
        var end = begins + timeout;
        return executionExpiration is { } limit ? Times.Min(end, limit.ToDateTime()).ToTimestamp() : end.ToTimestamp();
    }
}
