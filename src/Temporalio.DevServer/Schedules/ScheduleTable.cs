using Temporalio.Api.History.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Schedules;

/// <summary>The schedules, all in memory. Used inside the gate.</summary>
internal sealed class ScheduleTable(ServiceCore core)
{
    private readonly Dictionary<(string NamespaceId, string ScheduleId), ScheduleEntry> entries = [];
    private readonly HashSet<(string NamespaceId, string ScheduleId)> deleted = [];
    private long lastKey;

    public void Load()
    {
        foreach (var record in core.Store.LoadSchedules())
        {
            lastKey = Math.Max(lastKey, record.Key);
            Keep(new ScheduleEntry(core, record, isStored: true)).Arm();
        }
    }

    public ScheduleEntry? Find(string namespaceId, string scheduleId) => entries.GetValueOrDefault((namespaceId, scheduleId));

    /// <summary>Drops all schedules of a namespace that is no more.</summary>
    public void ForgetNamespace(string namespaceId)
    {
        foreach (var (id, entry) in entries.Where(e => e.Key.NamespaceId == namespaceId).ToArray())
        {
            entry.IsDeleted = true;
            entries.Remove(id);
        }
    }

    /// <summary>A schedule that is to be shown.</summary>
    /// <exception cref="ServiceError">NOT_FOUND, which tells one that was deleted from one that never was.</exception>
    public ScheduleEntry Get(string namespaceId, string scheduleId) => Find(namespaceId, scheduleId)
        ?? throw (deleted.Contains((namespaceId, scheduleId)) ? ServiceError.NotFound("schedule not found") : NeverWas(scheduleId));

    /// <summary>A schedule that is to be changed.</summary>
    /// <exception cref="ServiceError">NOT_FOUND.</exception>
    public ScheduleEntry GetToChange(string namespaceId, string scheduleId) => Find(namespaceId, scheduleId)
        ?? throw (deleted.Contains((namespaceId, scheduleId)) ? ServiceError.AlreadyCompleted() : NeverWas(scheduleId));

    /// <summary>Takes a new schedule in.</summary>
    public ScheduleEntry Add(Unit unit, ScheduleRecord record)
    {
        record.Key = ++lastKey;
        var entry = Keep(new ScheduleEntry(core, record, isStored: false));
        unit.Join(entry);
        return entry;
    }

    /// <summary>A workflow ended for good: tells the schedule that waits for it, if there is one.</summary>
    public void RunClosed(Unit unit, Run run, HistoryEvent closing)
    {
        var waiting = entries.Values.FirstOrDefault(e => IsActionOf(e, run));
        waiting?.ActionEnded(unit, run, closing);
    }

    public void Forget(ScheduleEntry entry)
    {
        if (entry.IsDeleted) deleted.Add((entry.Record.NamespaceId, entry.Record.ScheduleId));
        entry.IsDeleted = true;
        entries.Remove((entry.Record.NamespaceId, entry.Record.ScheduleId));
    }

    /// <summary>Replaces a schedule whose memory cannot be trusted by what is on disk.</summary>
    public void Reload(ScheduleEntry broken)
    {
        Forget(broken);
        core.Written().Wait();
        if (core.Store.FindSchedule(broken.Record.Key) is { } record) Keep(new ScheduleEntry(core, record, isStored: true)).Arm();
    }

    private static ServiceError NeverWas(string scheduleId) => ServiceError.WorkflowNotFound(ScheduleVisibility.IdPrefix + scheduleId);

    private ScheduleEntry Keep(ScheduleEntry entry)
    {
        deleted.Remove((entry.Record.NamespaceId, entry.Record.ScheduleId));
        entries[(entry.Record.NamespaceId, entry.Record.ScheduleId)] = entry;
        return entry;
    }

    private static bool IsActionOf(ScheduleEntry entry, Run run) =>
        entry.Record.NamespaceId == run.State.NamespaceId
        && entry.Record.Info.RunningWorkflows.Any(r => r.WorkflowId == run.State.WorkflowId && r.RunId == run.State.FirstRunId);
}
