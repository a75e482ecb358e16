using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Runs;

/// <summary>
/// The history of one run: the events of the unit at work, those waiting for a started workflow task to end, and the newest
/// of the stored ones.
/// </summary>
internal sealed class EventLog(Run run)
{
    /// <summary>Stored events beyond this many bytes are read from disk when asked for.</summary>
    private const long BytesKept = 4 * 1024 * 1024;

    private readonly ItemTable<long, HistoryEvent> buffer = new(ItemKind.BufferedEvent);
    private readonly List<HistoryEvent> fresh = [];
    private readonly List<HistoryEvent> tail = [];
    private readonly Queue<(int Events, long Bytes)> tailBatches = [];
    private long tailBytes;
    private long bufferedBytes;
    private long lastBufferKey;

    public bool HasBuffered => buffer.Count > 0;

    public int BufferedCount => buffer.Count;

    public long BufferedBytes => bufferedBytes;

    public bool HasFresh => fresh.Count > 0;

    public IEnumerable<HistoryEvent> Buffered => buffer.Values;

    /// <summary>
    /// Adds an event at the unit's instant, unless it carries another time. What happens to a run from outside waits in the
    /// buffer; it gets its id when the buffer is emptied, which a started workflow task prevents.
    /// </summary>
    public HistoryEvent Add(HistoryEvent added)
    {
        var unit = run.Unit ?? throw new InvalidOperationException("events are added within a unit only");
        added.EventTime ??= unit.Stamp;
        added.TaskId = unit.Core.NextTaskId();
        if (EventRules.WaitsForStartedTask(added.EventType))
        {
            buffer.Put(++lastBufferKey, added);
            bufferedBytes += added.CalculateSize();
        }
        else
        {
            Append(added);
        }

        return added;
    }

    /// <summary>Gives the buffered events their ids.</summary>
    public bool Flush()
    {
        if (buffer.Count == 0) return false;
        var starts = new Dictionary<long, long>();
        foreach (var next in buffer.Values.Where(e => !EventRules.MovesBehind(e.EventType)).Concat(buffer.Values.Where(e => EventRules.MovesBehind(e.EventType))).ToArray())
        {
            EventRules.SetStartedId(next, starts);
            Append(next);
            if (EventRules.StartOf(next) is not { } startOf) continue;
            starts[startOf] = next.EventId;
            run.Children.SetStartedId(startOf, next.EventId);
        }

        DropBuffered();
        return true;
    }

    public void DropBuffered()
    {
        buffer.Clear();
        bufferedBytes = 0;
    }

    /// <summary>Takes the event of a timer that fired out of the buffer again; the answer is the id of the timer's start.</summary>
    public long? RemoveBufferedTimer(string timerId)
    {
        foreach (var (key, waiting) in buffer.Entries)
        {
            if (waiting.EventType != EventType.TimerFired || waiting.TimerFiredEventAttributes.TimerId != timerId) continue;
            buffer.Remove(key);
            return waiting.TimerFiredEventAttributes.StartedEventId;
        }

        return null;
    }

    /// <summary>Is the close of this activity in the buffer?</summary>
    public bool HasBufferedActivityClose(long scheduledId) =>
        buffer.Values.Any(e => EventRules.MovesBehind(e.EventType) && EventRules.ScheduledIdOf(e) == scheduledId);

    public void Load(long key, byte[] data)
    {
        var loaded = HistoryEvent.Parser.ParseFrom(data);
        buffer.Load(key, loaded);
        lastBufferKey = Math.Max(lastBufferKey, key);
        bufferedBytes += data.Length;
    }

    public void Save(WriteBatch batch)
    {
        buffer.Save(run.Key, batch);
        if (fresh.Count == 0) return;
        var data = new Api.History.V1.History { Events = { fresh } }.ToByteArray();
        batch.Add(Statement.AppendHistory, run.Key, fresh[0].EventId, data);
        run.State.HistorySize += data.Length;
        tail.AddRange(fresh);
        tailBatches.Enqueue((fresh.Count, data.Length));
        tailBytes += data.Length;
        fresh.Clear();
        Trim();
    }

    /// <summary>Events of a range, from memory or, where they are older, from disk.</summary>
    public List<HistoryEvent> Range(long firstId, long lastId)
    {
        var events = new List<HistoryEvent>();
        var remembered = run.State.NextEventId - fresh.Count - tail.Count;
        if (firstId < remembered)
        {
            run.Core.Written().Wait();
            events.AddRange(run.Core.Store.LoadEvents(run.Key, firstId, Math.Min(lastId, remembered - 1)));
        }

        for (var id = Math.Max(firstId, remembered); id <= Math.Min(lastId, run.LastEventId); id++)
        {
            var index = (int)(id - remembered);
            events.Add(index < tail.Count ? tail[index] : fresh[index - tail.Count]);
        }

        return events;
    }

    /// <summary>One stored event.</summary>
    public HistoryEvent Get(long id) => Range(id, id).Single();

    private void Append(HistoryEvent appended)
    {
        appended.EventId = run.State.NextEventId++;
        fresh.Add(appended);
        run.State.LastEventTime = appended.EventTime;
    }

    private void Trim()
    {
        while (tailBytes > BytesKept && tailBatches.Count > 1)
        {
            var (events, bytes) = tailBatches.Dequeue();
            tail.RemoveRange(0, events);
            tailBytes -= bytes;
        }
    }
}
