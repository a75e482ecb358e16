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

    /// <summary>A page ends with the batch that takes it past this many bytes.</summary>
    private const long BytesPerPage = 4 * 1024 * 1024;

    private readonly ItemTable<long, HistoryEvent> buffer = new(ItemKind.BufferedEvent);
    private readonly List<HistoryEvent> fresh = [];
    private readonly List<HistoryEvent> tail = [];
    private readonly List<int> freshBatchEnds = [];
    private readonly List<(int Events, long Bytes)> tailBatches = [];
    private long tailBytes;
    private long bufferedBytes;
    private long lastBufferKey;

    public bool HasBuffered => buffer.Count > 0;

    public int BufferedCount => buffer.Count;

    public long BufferedBytes => bufferedBytes;

    /// <summary>Size of what the unit at work has added.</summary>
    public long FreshBytes()
    {
        var bytes = 0L;
        foreach (var added in fresh) bytes += added.CalculateSize();
        return bytes;
    }

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
        EndBatch();
        var start = 0;
        foreach (var end in freshBatchEnds)
        {
            var data = new Api.History.V1.History { Events = { fresh[start..end] } }.ToByteArray();
            batch.Add(Statement.AppendHistory, run.Key, fresh[start].EventId, data);
            run.State.HistorySize += data.Length;
            tailBatches.Add((end - start, data.Length));
            tailBytes += data.Length;
            start = end;
        }

        tail.AddRange(fresh);
        fresh.Clear();
        freshBatchEnds.Clear();
        Trim();
    }

    /// <summary>What follows belongs to another step: pages and resets do not cut a step in two.</summary>
    public void EndBatch()
    {
        if (!run.Tasks.IsStarted) Flush();
        if (fresh.Count > (freshBatchEnds.Count == 0 ? 0 : freshBatchEnds[^1])) freshBatchEnds.Add(fresh.Count);
    }

    /// <summary>The events from one id to another as far as they are in the first so many batches, and on one page.</summary>
    public List<HistoryEvent> Page(long firstId, long lastId, int batches)
    {
        var remembered = run.State.NextEventId - fresh.Count - tail.Count;
        var page = new List<HistoryEvent>();
        var room = BytesPerPage;
        if (firstId < remembered)
        {
            run.Core.Written().Wait();
            foreach (var (events, bytes) in run.Core.Store.LoadBatches(run.Key, firstId, Math.Min(lastId, remembered - 1), batches, room))
            {
                page.AddRange(events.Where(e => e.EventId >= firstId && e.EventId <= lastId));
                room -= bytes;
                batches--;
            }
        }

        var first = Math.Max(firstId, remembered);
        return batches <= 0 || room <= 0 || first > lastId ? page : [.. page, .. Range(first, Math.Min(lastId, EndOfPage(first, batches, room)))];
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

    /// <summary>Begins this history with a copy of a batch of another.</summary>
    public List<HistoryEvent> Adopt(IReadOnlyList<HistoryEvent> batch)
    {
        var copies = batch.Select(e => e.Clone()).ToList();
        copies.ForEach(Append);
        freshBatchEnds.Add(fresh.Count);
        return copies;
    }

    /// <summary>All that is stored, in the batches it was written in.</summary>
    public IReadOnlyList<IReadOnlyList<HistoryEvent>> StoredBatches()
    {
        run.Core.Written().Wait();
        return [.. run.Core.Store.LoadBatches(run.Key, 1, run.LastEventId, int.MaxValue).Select(b => b.Events)];
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
            var (events, bytes) = tailBatches[0];
            tailBatches.RemoveAt(0);
            tail.RemoveRange(0, events);
            tailBytes -= bytes;
        }
    }

    private long EndOfPage(long firstId, int batches, long room)
    {
        var end = run.State.NextEventId - fresh.Count - tail.Count - 1;
        foreach (var (events, bytes) in tailBatches)
        {
            end += events;
            if (end < firstId) continue;
            room -= bytes;
            if (--batches == 0 || room <= 0) return end;
        }

        return run.LastEventId;
    }
}
