using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Schedules;

/// <summary>One schedule: what is stored of it, and when it has to be looked at next. Used inside the gate.</summary>
internal sealed class ScheduleEntry : IDeadlineOwner
{
    private static readonly TimeSpan ShortestCatchUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UsualCatchUp = TimeSpan.FromDays(365);
    private static readonly TimeSpan KeptWhenFinished = TimeSpan.FromDays(7);

    private readonly ServiceCore core;
    private bool listed;
    private DateTime? due;

    public ScheduleEntry(ServiceCore core, ScheduleRecord record, bool isStored)
    {
        this.core = core;
        Record = record;
        listed = isStored;
        Spec = Compile();
    }

    public ScheduleRecord Record { get; }

    public CompiledSpec Spec { get; private set; }

    /// <summary>It is to be removed, or was.</summary>
    public bool IsDeleted { get; set; }

    public DateTime ArmedFor { get; set; } = DateTime.MaxValue;

    public DateTime? NextDeadline => IsDeleted ? null : due;

    public string Subject => $"schedule {Record.ScheduleId}";

    public TimeSpan CatchUpWindow => Record.Schedule.Policies.CatchupWindow.OrZero();

    /// <summary>Replaces what the schedule does, by something that <see cref="WithDefaults"/> has made complete.</summary>
    public void Set(Api.Schedule.V1.Schedule schedule)
    {
        Record.Schedule = schedule;
        Spec = Compile();
        listed = false;
    }

    public void SetAttributes(SearchAttributes? attributes)
    {
        Record.SearchAttributes = attributes;
        listed = false;
    }

    public void SetPaused(bool paused, string notes)
    {
        Record.Schedule.State.Paused = paused;
        Record.Schedule.State.Notes = notes;
        Record.ConflictToken++;
        listed = false;
    }

    /// <summary>May actions be started without anybody asking?</summary>
    public bool MayAct()
    {
        var state = Record.Schedule.State;
        return !state.Paused && (!state.LimitedActions || state.RemainingActions > 0);
    }

    /// <summary>All times up to this one are decided. An update decides on those before it, but for the jitter they may be under way.</summary>
    public DateTime DecidedUntil()
    {
        var processed = Record.LastProcessedTime.ToDateTime();
        if (Record.Info.UpdateTime is not { } updated) return processed;
        var before = updated.ToDateTime() - Spec.Jitter;
        return before > processed ? before : processed;
    }

    /// <summary>When a schedule that has nothing left to do is removed; null if it has something to do.</summary>
    public DateTime? Retention()
    {
        var info = Record.Info;
        if (Record.Schedule.State.Paused || Record.Backfills.Count > 0 || Record.Buffered.Count > 0) return null;
        if (MayAct() && Spec.After(DecidedUntil()) is not null) return null;
        var last = info.CreateTime.ToDateTime();
        if (info.UpdateTime?.ToDateTime() is { } updated && updated > last) last = updated;
        if (info.RecentActions.Count > 0 && info.RecentActions[^1].ActualTime.ToDateTime() is var acted && acted > last) last = acted;
        return last + KeptWhenFinished;
    }

    /// <summary>The coming times, as many as may be acted on.</summary>
    public IEnumerable<DateTime> ComingTimes(DateTime now, int most)
    {
        var state = Record.Schedule.State;
        var count = state.LimitedActions ? (int)Math.Min(most, state.RemainingActions) : most;
        var from = now - Spec.Jitter;
        while (count > 0 && Spec.After(from) is { } next)
        {
            from = next.Actual;
            if (next.Actual <= now) continue;
            count--;
            yield return next.Actual;
        }
    }

    /// <summary>An action ended: its outcome is for the next one, and may be a reason to stop.</summary>
    public void ActionEnded(Unit unit, Run run, HistoryEvent closing)
    {
        unit.Join(this);
        var info = Record.Info;
        var ended = info.RunningWorkflows.First(r => Is(r, run));
        info.RunningWorkflows.Remove(ended);
        foreach (var action in info.RecentActions.Where(a => Is(a.StartWorkflowResult, run))) action.StartWorkflowStatus = run.State.Status;
        if (closing.WorkflowExecutionCompletedEventAttributes?.Result is { } result)
        {
            Record.LastCompletionResult = result;
            Record.ContinuedFailure = null;
        }

        var failure = closing.WorkflowExecutionFailedEventAttributes?.Failure;
        if (failure is not null) Record.ContinuedFailure = failure;
        if (Record.Schedule.Policies.PauseOnFailure && !Record.Schedule.State.Paused)
        {
            if (failure is not null) SetPaused(true, $"paused due to workflow failure: {run.State.WorkflowId}: {failure.Message}");
            else if (run.State.Status == WorkflowExecutionStatus.TimedOut) SetPaused(true, $"paused due to workflow timeout: {run.State.WorkflowId}");
        }

        Record.NeedsLook = true;
    }

    public void FireDeadlines(Unit unit)
    {
        if (IsDeleted || due is not { } next) return;
        if (next > unit.Now)
        {
            core.Deadlines.Arm(this, next);
            return;
        }

        unit.Join(this);
        new ScheduleProgress(unit, this).Run();
    }

    public void Save(WriteBatch batch)
    {
        if (IsDeleted)
        {
            batch.Add(Statement.DeleteSchedule, Record.Key);
            ScheduleVisibility.Remove(Record, batch);
            return;
        }

        batch.Add(Statement.PutSchedule, Record.Key, Record.NamespaceId, Record.ScheduleId, Record.ToByteArray());
        if (!listed) ScheduleVisibility.Put(core, Record, batch);
        listed = true;
    }

    /// <summary>Sees to it that the schedule is looked at when it has to be.</summary>
    public void Arm()
    {
        due = IsDeleted ? null : NextLook();
        if (due is { } next) core.Deadlines.Arm(this, next);
    }

    /// <summary>A schedule as it is stored and shown: in canonical form, with nothing left open.</summary>
    /// <exception cref="Grpc.ServiceError">The specification of its times makes no sense.</exception>
    public static Api.Schedule.V1.Schedule WithDefaults(Api.Schedule.V1.Schedule written)
    {
        var schedule = written.Clone();
        schedule.Spec = CanonicalSpec.From(schedule.Spec ?? new());
        schedule.Policies ??= new();
        schedule.State ??= new();
        if (schedule.Policies.OverlapPolicy == ScheduleOverlapPolicy.Unspecified) schedule.Policies.OverlapPolicy = ScheduleOverlapPolicy.Skip;
        var window = schedule.Policies.CatchupWindow.OrNone() ?? UsualCatchUp;
        schedule.Policies.CatchupWindow = (window < ShortestCatchUp ? ShortestCatchUp : window).ToDuration();
        return schedule;
    }

    private DateTime? NextLook()
    {
        if (Record.NeedsLook) return core.Now();
        var next = Record.NextBackfillTime?.ToDateTime();
        if (MayAct() && Spec.After(DecidedUntil()) is { } time) next = next is { } other ? Times.Min(other, time.Actual) : time.Actual;
        return next ?? Retention();
    }

    private CompiledSpec Compile() => new(Record.Schedule.Spec, $"{Record.NamespaceId}-{Record.ScheduleId}");

    private static bool Is(WorkflowExecution action, Run run) => action.WorkflowId == run.State.WorkflowId && action.RunId == run.State.FirstRunId;
}
