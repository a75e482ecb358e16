using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Runs;

/// <summary>
/// The workflow task of a run: at most one is pending at any time. The first attempt is written to the history as it happens,
/// further attempts only when they complete, and one made for updates may leave no trace.
/// </summary>
internal sealed class WorkflowTasks(Run run)
{
    private static readonly TimeSpan SpeculativeScheduleToStart = TimeSpan.FromSeconds(5);
    private const int AttemptsWithPlainTimeout = 3;
    private const int ProblemsToReport = 5;

    private WorkflowTaskState? offered;

    public WorkflowTaskState? Pending => run.State.Task;

    public bool IsPending => Pending is not null;

    public bool IsStarted => Pending is { StartedId: > 0 };

    /// <summary>Attempt of the pending task, or of the next one.</summary>
    public int Attempt => Math.Max(1, run.State.TaskAttempt);

    public bool IsSticky => run.State.StickyQueue.Length > 0;

    /// <summary>Something happened that the workflow has to hear of.</summary>
    public void Need()
    {
        if (IsPending || run.State.FirstTaskAt is not null) return;
        Schedule(TaskKind.Normal);
    }

    /// <summary>Schedules a task, whatever the reason; nothing happens if one is pending.</summary>
    public void Schedule(TaskKind kind)
    {
        if (IsPending) return;
        run.State.FirstTaskAt = null;
        if (run.Events.Flush())
        {
            run.State.TaskAttempt = 1;
            kind = TaskKind.Normal;
        }

        var now = run.Work.Stamp;
        var task = new WorkflowTaskState
        {
            Kind = Attempt > 1 ? TaskKind.Transient : kind,
            Attempt = Attempt,
            ScheduledTime = now,
            OriginalScheduledTime = now.Clone(),
            Queue = CurrentQueue(),
            Timeout = TimeoutOf(Attempt),
        };
        task.ScheduledId = task.Kind == TaskKind.Normal ? WriteScheduled(task).EventId : run.State.NextEventId;
        run.State.Task = task;
    }

    /// <summary>Marks the pending task as handed to a worker.</summary>
    /// <param name="identity">Who took it.</param>
    /// <param name="requestId">Names this hand-over.</param>
    /// <param name="fromSticky">It was taken from the run's sticky queue.</param>
    /// <param name="version">What the worker says about its build.</param>
    public void Start(string identity, string requestId, bool fromSticky, WorkerVersionStamp? version)
    {
        var task = Pending ?? throw new InvalidOperationException("no workflow task is pending");
        if (!fromSticky) ClearSticky();
        if (task.Kind != TaskKind.Normal && task.ScheduledId != run.State.NextEventId) MakeNormal(task, run.Work.Stamp);
        task.Identity = identity;
        task.RequestId = requestId;
        task.StartedTime = run.Work.Stamp;
        task.HistorySize = run.State.HistorySize;
        task.WorkerVersion = version;
        task.SuggestReasons.Clear();
        task.SuggestReasons.Add(ContinueAsNewHints.For(run));
        task.StartedId = task.Kind == TaskKind.Normal ? WriteStarted(task).EventId : task.ScheduledId + 1;
    }

    /// <summary>A stored change is coming: a speculative task turns into a normal one, as if it had been one all along.</summary>
    public void KeepSpeculative()
    {
        if (Pending is not { Kind: TaskKind.Speculative } task) return;
        WriteUnwritten(task, withIdentity: false);
        task.Kind = TaskKind.Normal;
    }

    /// <summary>Writes the completion, and first what was not written of the task.</summary>
    public HistoryEvent Complete(WorkflowTaskCompletedEventAttributes attributes)
    {
        var task = Pending!;
        if (task.Kind != TaskKind.Normal)
        {
            WriteUnwritten(task, withIdentity: true);
            // As with any other task, a reset may go back to between the start and the completion.
            run.Events.EndBatch();
        }

        attributes.ScheduledEventId = task.ScheduledId;
        attributes.StartedEventId = task.StartedId;
        var completed = run.Events.Add(new HistoryEvent { EventType = EventType.WorkflowTaskCompleted, WorkflowTaskCompletedEventAttributes = attributes });
        run.State.LastStartedId = task.StartedId;
        run.State.Task = null;
        run.State.TaskAttempt = 1;
        ReportedProblems.Clear(run);
        return completed;
    }

    /// <summary>A speculative task that changed nothing ends without a trace.</summary>
    public void Drop() => run.State.Task = null;

    /// <summary>Ends the started task as failed; schedules nothing.</summary>
    public void Fail(WorkflowTaskFailedCause cause, Failure? failure, string by)
    {
        var task = Pending!;
        if (task.Kind == TaskKind.Speculative) KeepSpeculative();
        if (task.Kind == TaskKind.Normal)
        {
            run.Events.Add(new HistoryEvent
            {
                EventType = EventType.WorkflowTaskFailed,
                WorkflowTaskFailedEventAttributes = new()
                {
                    ScheduledEventId = task.ScheduledId,
                    StartedEventId = task.StartedId,
                    Cause = cause,
                    Failure = failure,
                    Identity = by,
                },
            });
        }

        EndAttempt();
        ReportedProblems.Count(run, "WorkflowTaskFailed", $"WorkflowTaskFailedCause{cause}", ProblemsToReport);
    }

    public void SetSticky(StickyExecutionAttributes? sticky)
    {
        run.State.StickyQueue = sticky?.WorkerTaskQueue?.Name ?? "";
        run.State.StickyTimeout = run.State.StickyQueue.Length == 0 ? null
            : sticky!.ScheduleToStartTimeout.OrNone() is null ? Duration.FromTimeSpan(TimeSpan.FromSeconds(10)) : sticky.ScheduleToStartTimeout.Clone();
    }

    public void ClearSticky()
    {
        run.State.StickyQueue = "";
        // A task that was sent there already waits no longer than it was to: nobody else would ever get it.
        if (Pending is not { StartedId: 0, Queue.Kind: TaskQueueKind.Sticky }) run.State.StickyTimeout = null;
    }

    public DateTime NextDeadline()
    {
        if (Pending is null) return run.State.FirstTaskAt?.ToDateTime() ?? DateTime.MaxValue;
        return Deadline(Pending);
    }

    public void FireDeadlines(Unit unit)
    {
        if (NextDeadline() > unit.Now) return;
        unit.Join(run);
        if (IsPending) TimeOut();
        else Schedule(TaskKind.Normal);
    }

    /// <summary>Offers the pending task to the workers, once.</summary>
    public void Offer()
    {
        if (Pending is not { StartedId: 0 } task || ReferenceEquals(offered, task)) return;
        offered = task;
        run.Core.Matching.Offer(new QueuedWorkflowTask(run, task));
    }

    /// <summary>After a restart.</summary>
    public void Resume() => Offer();

    /// <summary>The state as it is stored: a speculative task lives in memory only.</summary>
    public RunState StoredForm(RunState state)
    {
        if (Pending is not { Kind: TaskKind.Speculative }) return state;
        var stored = state.Clone();
        stored.Task = null;
        return stored;
    }

    /// <summary>The events of the pending task that are not in the history yet, as a worker or a reader has to see them.</summary>
    public IReadOnlyList<HistoryEvent> UnwrittenEvents()
    {
        if (Pending is not { Kind: TaskKind.Transient or TaskKind.Speculative } task || task.ScheduledId != run.State.NextEventId) return [];
        var scheduled = new HistoryEvent
        {
            EventId = task.ScheduledId,
            EventTime = task.ScheduledTime.Clone(),
            EventType = EventType.WorkflowTaskScheduled,
            WorkflowTaskScheduledEventAttributes = ScheduledAttributes(task),
        };
        if (task.StartedId == 0) return [scheduled];
        return
        [
            scheduled,
            new HistoryEvent
            {
                EventId = task.StartedId,
                EventTime = task.StartedTime.Clone(),
                EventType = EventType.WorkflowTaskStarted,
                WorkflowTaskStartedEventAttributes = StartedAttributes(task, withIdentity: true),
            },
        ];
    }

    /// <summary>The pending task was not taken, or not completed, in time.</summary>
    public void TimeOut()
    {
        var task = Pending!;
        var beforeStart = task.StartedId == 0;
        if (task.Kind == TaskKind.Speculative) KeepSpeculative();
        if (task.Kind == TaskKind.Normal)
        {
            run.Events.Add(new HistoryEvent
            {
                EventType = EventType.WorkflowTaskTimedOut,
                WorkflowTaskTimedOutEventAttributes = new()
                {
                    ScheduledEventId = task.ScheduledId,
                    StartedEventId = task.StartedId,
                    TimeoutType = beforeStart ? TimeoutType.ScheduleToStart : TimeoutType.StartToClose,
                },
            });
        }

        if (beforeStart)
        {
            run.State.Task = null;
            ClearSticky();
            run.State.TaskAttempt = 1;
        }
        else
        {
            EndAttempt();
            ReportedProblems.Count(run, "WorkflowTaskTimedOut", "WorkflowTaskTimedOutCauseStartToClose", ProblemsToReport);
            run.Updates.TaskEnded();
        }

        Schedule(TaskKind.Normal);
    }

    private void EndAttempt()
    {
        var task = Pending!;
        run.State.Task = null;
        // A sticky worker that failed gets no second attempt; the run tries the normal queue first.
        run.State.TaskAttempt = IsSticky ? 1 : task.Attempt + 1;
        ClearSticky();
    }

    private DateTime Deadline(WorkflowTaskState task)
    {
        if (task.StartedId > 0) return task.StartedTime.ToDateTime() + task.Timeout.ToTimeSpan();
        if (task.Queue.Kind == TaskQueueKind.Sticky && run.State.StickyTimeout.OrNone() is { } sticky) return task.ScheduledTime.ToDateTime() + sticky;
        return task.Kind == TaskKind.Speculative ? task.ScheduledTime.ToDateTime() + SpeculativeScheduleToStart : DateTime.MaxValue;
    }

    private Duration TimeoutOf(int attempt)
    {
        var timeout = run.State.TaskTimeout.OrZero();
        if (attempt <= AttemptsWithPlainTimeout) return timeout.ToDuration();
        var extra = TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, attempt - AttemptsWithPlainTimeout - 1), 600));
        return (timeout + extra).ToDuration();
    }

    private TaskQueue CurrentQueue() => IsSticky
        ? new TaskQueue { Name = run.State.StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = run.State.TaskQueue }
        : new TaskQueue { Name = run.State.TaskQueue, Kind = TaskQueueKind.Normal };

    private void MakeNormal(WorkflowTaskState task, Timestamp time)
    {
        task.Kind = TaskKind.Normal;
        task.Attempt = 1;
        task.Timeout = TimeoutOf(1);
        run.State.TaskAttempt = 1;
        task.ScheduledTime = time;
        task.ScheduledId = WriteScheduled(task).EventId;
    }

    private void WriteUnwritten(WorkflowTaskState task, bool withIdentity)
    {
        task.ScheduledId = WriteScheduled(task).EventId;
        if (task.StartedId > 0) task.StartedId = WriteStarted(task, withIdentity).EventId;
    }

    private HistoryEvent WriteScheduled(WorkflowTaskState task) => run.Events.Add(new HistoryEvent
    {
        EventType = EventType.WorkflowTaskScheduled,
        EventTime = task.ScheduledTime.Clone(),
        WorkflowTaskScheduledEventAttributes = ScheduledAttributes(task),
    });

    private HistoryEvent WriteStarted(WorkflowTaskState task, bool withIdentity = true) => run.Events.Add(new HistoryEvent
    {
        EventType = EventType.WorkflowTaskStarted,
        EventTime = task.StartedTime.Clone(),
        WorkflowTaskStartedEventAttributes = StartedAttributes(task, withIdentity),
    });

    private static WorkflowTaskScheduledEventAttributes ScheduledAttributes(WorkflowTaskState task) => new()
    {
        TaskQueue = task.Queue.Clone(),
        StartToCloseTimeout = task.Timeout.Clone(),
        Attempt = task.Attempt,
    };

    private static WorkflowTaskStartedEventAttributes StartedAttributes(WorkflowTaskState task, bool withIdentity) => new()
    {
        ScheduledEventId = task.ScheduledId,
        Identity = withIdentity ? task.Identity : "",
        RequestId = task.RequestId,
        HistorySizeBytes = task.HistorySize,
        SuggestContinueAsNew = task.SuggestReasons.Count > 0,
        SuggestContinueAsNewReasons = { task.SuggestReasons },
        WorkerVersion = task.WorkerVersion,
    };
}
