using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Runs;

/// <summary>The pending timers of a run.</summary>
internal sealed class TimerSet(Run run)
{
    private readonly ItemTable<long, TimerState> timers = new(ItemKind.Timer);
    private readonly Dictionary<string, long> byId = [];

    public bool Contains(string timerId) => byId.ContainsKey(timerId);

    public void Add(string timerId, long startedId, DateTime fireTime)
    {
        timers.Put(startedId, new TimerState { StartedId = startedId, TimerId = timerId, FireTime = fireTime.ToTimestamp() });
        byId.Add(timerId, startedId);
    }

    /// <summary>Removes a timer and returns the id of its start; null if there is none of that name.</summary>
    public long? Remove(string timerId)
    {
        if (!byId.Remove(timerId, out var startedId)) return null;
        timers.Remove(startedId);
        return startedId;
    }

    public DateTime NextDeadline() => timers.Count == 0 ? DateTime.MaxValue : timers.Values.Min(t => t.FireTime.ToDateTime());

    /// <summary>Fires all timers whose time has come, by time and then in the order they were started.</summary>
    public void FireDue()
    {
        var due = timers.Values.Where(t => t.FireTime.ToDateTime() <= run.Work.Now).OrderBy(t => t.FireTime).ThenBy(t => t.StartedId).ToArray();
        foreach (var timer in due)
        {
            Remove(timer.TimerId);
            run.Events.Add(new HistoryEvent
            {
                EventType = EventType.TimerFired,
                TimerFiredEventAttributes = new() { TimerId = timer.TimerId, StartedEventId = timer.StartedId },
            });
        }

        run.Tasks.Need();
    }

    public void Clear()
    {
        timers.Clear();
        byId.Clear();
    }

    public long StoredBytes => timers.StoredBytes;

    public void Load(long key, byte[] data)
    {
        var timer = TimerState.Parser.ParseFrom(data);
        timers.Load(key, timer);
        byId[timer.TimerId] = key;
    }

    public void Save(WriteBatch batch) => timers.Save(run.Key, batch);
}
