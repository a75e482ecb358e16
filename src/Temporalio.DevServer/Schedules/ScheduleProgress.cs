using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Schedules;

/// <summary>Moves a schedule on: what is due is decided on, and what was decided on is started as far as it may be.</summary>
internal sealed class ScheduleProgress(Unit unit, ScheduleEntry entry)
{
    /// <summary>Starts that may wait, and times looked at in one go.</summary>
    public const int BufferLimit = 1000;

    private const int BackfillsAtOnce = 10;
    private const int RecentActions = 10;
    private static readonly TimeSpan BetweenBackfills = TimeSpan.FromSeconds(1);

    private readonly ScheduledWorkflow workflow = new(unit, entry);

    private ScheduleRecord Record => entry.Record;

    /// <summary>Does all there is to do now.</summary>
    public void Run()
    {
        Record.NeedsLook = false;
        DecideDue();
        Backfill();
        ForgetEnded();
        while (StartWaiting())
        {
            // A start was refused: another one may take its place.
        }

        if (entry.Retention() is { } end && end <= unit.Now) entry.IsDeleted = true;
    }

    /// <summary>Decides on all times that have come. Times that come while nothing may be started are gone.</summary>
    public void DecideDue()
    {
        if (!entry.MayAct())
        {
            Record.LastProcessedTime = unit.Stamp;
            return;
        }

        var from = entry.DecidedUntil();
        for (var n = 0; n < BufferLimit && entry.Spec.After(from) is { } next && next.Actual <= unit.Now; n++)
        {
            from = next.Actual;
            Record.LastProcessedTime = from.ToTimestamp();
            if (Record.Info.UpdateTime is { } updated && next.Actual < updated.ToDateTime()) continue;
            if (unit.Now - next.Actual > entry.CatchUpWindow) Record.Info.MissedCatchupWindow++;
            else Add(next, ScheduleOverlapPolicy.Unspecified, manual: false);
        }
    }

    /// <summary>Adds a start to those that wait to be made.</summary>
    public void Add(ScheduledTime time, ScheduleOverlapPolicy policy, bool manual)
    {
        if (Record.Buffered.Count >= BufferLimit)
        {
            Record.Info.BufferDropped++;
            return;
        }

        Record.Buffered.Add(new BufferedStart
        {
            NominalTime = time.Nominal.ToTimestamp(),
            ActualTime = time.Actual.ToTimestamp(),
            OverlapPolicy = policy,
            Manual = manual,
        });
    }

    private void Backfill()
    {
        if (Record.Backfills.Count == 0 || Record.NextBackfillTime?.ToDateTime() > unit.Now) return;
        var left = BackfillsAtOnce;
        while (left > 0 && Record.Backfills.Count > 0)
        {
            if (Backfill(Record.Backfills[0], ref left)) Record.Backfills.RemoveAt(0);
        }

        Record.NextBackfillTime = Record.Backfills.Count == 0 ? null : (unit.Now + BetweenBackfills).ToTimestamp();
    }

    /// <summary>Takes some times of the past; true if none are left.</summary>
    private bool Backfill(BackfillRequest request, ref int left)
    {
        var from = request.StartTime.ToDateTime();
        while (entry.Spec.After(from) is { } next && next.Actual <= request.EndTime.ToDateTime())
        {
            if (left-- == 0) return false;
            Add(next, request.OverlapPolicy, manual: true);
            from = next.Actual;
            request.StartTime = from.ToTimestamp();
        }

        return true;
    }

    /// <summary>An action that is gone without a word, such as one that was deleted, must not hold up the others.</summary>
    private void ForgetEnded()
    {
        foreach (var ended in Record.Info.RunningWorkflows.Where(r => workflow.FindOpen(r) is null).ToArray()) Record.Info.RunningWorkflows.Remove(ended);
    }

    /// <summary>Makes the starts that the overlap policy allows; true if one of them was refused.</summary>
    private bool StartWaiting()
    {
        if (Record.Buffered.Count == 0) return false;
        var decision = OverlapDecision.For(Record.Buffered, Record.Info.RunningWorkflows.Count > 0, Record.Schedule.Policies.OverlapPolicy);
        Record.Buffered.Clear();
        Record.Buffered.Add(decision.Waiting);
        Record.Info.OverlapSkipped += decision.Skipped;
        var refused = false;
        foreach (var start in decision.Beside) refused |= !Start(start, alone: false);
        if (decision.Alone is { } only) refused |= !Start(only, alone: true);
        foreach (var running in Record.Info.RunningWorkflows.ToArray())
        {
            if (decision.Terminate) workflow.Terminate(running);
            else if (decision.Cancel) workflow.Cancel(running);
        }

        return refused;
    }

    /// <summary>Makes one start; false if the workflow was refused.</summary>
    private bool Start(BufferedStart start, bool alone)
    {
        if (!start.Manual)
        {
            if (!entry.MayAct()) return true;
            if (unit.Now - start.ActualTime.ToDateTime() > entry.CatchUpWindow)
            {
                Record.Info.MissedCatchupWindow++;
                return true;
            }

            TakeOne();
        }

        if (workflow.Start(start, alone) is not { } result) return false;
        Record.Info.ActionCount++;
        Record.Info.RecentActions.Add(result);
        if (Record.Info.RecentActions.Count > RecentActions) Record.Info.RecentActions.RemoveAt(0);
        if (alone) Record.Info.RunningWorkflows.Add(result.StartWorkflowResult.Clone());
        return true;
    }

    /// <summary>Counts a limited action. Who is about to update the number has to see the new one first.</summary>
    private void TakeOne()
    {
        if (!Record.Schedule.State.LimitedActions) return;
        Record.Schedule.State.RemainingActions--;
        Record.ConflictToken++;
    }
}
