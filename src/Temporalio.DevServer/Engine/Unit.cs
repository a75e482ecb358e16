using Google.Protobuf.WellKnownTypes;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.Schedules;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Engine;

/// <summary>One atomic change of any number of runs and schedules. It all happens at one instant and reaches the disk as a whole.</summary>
internal sealed class Unit(ServiceCore core)
{
    private readonly List<Run> touched = [];
    private readonly Queue<Action> followUps = [];
    private readonly HashSet<Run> removed = [];
    private readonly List<Run> noticed = [];
    private readonly HashSet<ScheduleEntry> schedules = [];
    private Timestamp? stamp;

    public ServiceCore Core { get; } = core;

    public DateTime Now { get; } = core.Now();

    /// <summary>A fresh copy of the instant, for an event.</summary>
    public Timestamp Stamp => (stamp ??= Now.ToTimestamp()).Clone();

    public WriteBatch Batch { get; } = new();

    /// <summary>What the caller is told although the unit is kept, such as a workflow task that was failed for its bad commands.</summary>
    public ServiceError? ErrorAfterWrite { get; set; }

    /// <summary>
    /// Announces a change of a run. A speculative workflow task cannot outlive a stored change, so it becomes a normal one first.
    /// </summary>
    public Run Touch(Run run)
    {
        Join(run);
        run.Tasks.KeepSpeculative();
        return run;
    }

    /// <summary>Announces a change made by the run's workflow task itself, or one that is not stored.</summary>
    public Run Join(Run run)
    {
        if (touched.Contains(run)) return run;
        run.Unit = this;
        noticed.Remove(run);
        touched.Add(run);
        return run;
    }

    /// <summary>Announces a change that the disk does not hear of, such as that of a speculative workflow task.</summary>
    public Run JoinInMemory(Run run)
    {
        if (run.Unit == this) return run;
        run.Unit = this;
        noticed.Add(run);
        return run;
    }

    /// <summary>Announces a change of a schedule.</summary>
    public void Join(ScheduleEntry schedule) => schedules.Add(schedule);

    /// <summary>Adds a step for the end of the unit: what a change in one run means for others.</summary>
    public void Then(Action step) => followUps.Enqueue(step);

    /// <summary>Deletes a closed run and everything about it.</summary>
    public void Remove(Run run)
    {
        removed.Add(run);
        Join(run);
    }

    public T Run<T>(Func<Unit, T> work)
    {
        try
        {
            var result = work(this);
            Finish();
            return result;
        }
        catch
        {
            Undo();
            throw;
        }
    }

    private void Finish()
    {
        TakeFollowUps();
        foreach (var run in touched.ToArray()) RunSizeLimit.Enforce(run);
        TakeFollowUps();
        foreach (var run in touched) TransactionLimit.Check(run);
        foreach (var run in touched) run.Save(Batch);
        foreach (var run in removed) RunRemoval.Write(run, Batch);
        foreach (var schedule in schedules) schedule.Save(Batch);
        Core.Enqueue(Batch);
        foreach (var run in removed) Core.Runs.Forget(run);
        foreach (var run in touched.Concat(noticed))
        {
            run.Unit = null;
            run.AfterSave(Now);
        }

        foreach (var schedule in schedules)
        {
            if (schedule.IsDeleted) Core.Schedules.Forget(schedule);
            schedule.Arm();
        }

        if (Core.Skipping is not { } skipping) return;
        foreach (var run in touched.Concat(noticed)) skipping.Look(run);
        skipping.JumpIfIdle();
    }

    private void TakeFollowUps()
    {
        while (followUps.TryDequeue(out var step))
        {
            foreach (var run in touched) run.Events.EndBatch();
            step();
        }
    }

    /// <summary>Memory may be half changed: forget it, the disk has the truth.</summary>
    private void Undo()
    {
        foreach (var run in touched.Concat(noticed).ToArray())
        {
            run.Unit = null;
            Core.Runs.Reload(run);
        }

        foreach (var schedule in schedules) Core.Schedules.Reload(schedule);
    }
}
