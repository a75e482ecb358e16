using Temporalio.Runtime.Metrics;

namespace Temporalio.Worker.Execution;

/// <summary>Runs in memory by run id; the longest unused makes room.</summary>
internal sealed class RunCache(int capacity, WorkerMetrics metrics)
{
    private readonly Dictionary<string, LinkedListNode<CachedRun>> runs = [];
    private readonly LinkedList<CachedRun> byUse = new();
    private int hits;
    private int misses;

    /// <summary>How many runs are kept.</summary>
    public int Count
    {
        get
        {
            lock (runs)
                return runs.Count;
        }
    }

    /// <summary>How often a task found its run here, and how often it did not.</summary>
    public (int Hits, int Misses) Uses => (Volatile.Read(ref hits), Volatile.Read(ref misses));

    public CachedRun? Find(string runId)
    {
        lock (runs)
        {
            if (!runs.TryGetValue(runId, out var node))
                return null;
            byUse.Remove(node);
            byUse.AddLast(node);
            return node.Value;
        }
    }

    /// <summary>Counts a task whose run was here.</summary>
    public void CountHit()
    {
        Interlocked.Increment(ref hits);
        metrics.Count(metrics.Instruments.CacheHit);
    }

    /// <summary>Counts a task whose run should have been here.</summary>
    public void CountMiss()
    {
        Interlocked.Increment(ref misses);
        metrics.Count(metrics.Instruments.CacheMiss);
    }

    public void Add(CachedRun run)
    {
        lock (runs)
        {
            Remove(run.RunId);
            runs[run.RunId] = byUse.AddLast(run);
            Report();
        }
    }

    /// <summary>Drops a run, unless another one has taken its place.</summary>
    public void Evict(CachedRun run)
    {
        lock (runs)
        {
            if (runs.TryGetValue(run.RunId, out var node) && node.Value == run)
                Remove(run.RunId);
        }
        run.LocalActivities.Dispose();
    }

    /// <summary>Drops runs beyond the capacity, but none that is being worked on.</summary>
    public void Trim()
    {
        lock (runs)
        {
            for (var node = byUse.First; node is not null && runs.Count > capacity;)
            {
                var next = node.Next;
                if (node.Value.Turn.CurrentCount > 0 && !node.Value.LocalActivities.Any)
                {
                    Remove(node.Value.RunId);
                    metrics.Count(metrics.Instruments.CacheEviction);
                }
                node = next;
            }
        }
    }

    public void Clear()
    {
        lock (runs)
        {
            foreach (var runId in runs.Keys.ToArray())
                Remove(runId);
        }
    }

    private void Remove(string runId)
    {
        if (!runs.Remove(runId, out var node))
            return;
        byUse.Remove(node);
        node.Value.LocalActivities.Dispose();
        Report();
    }

    private void Report() => metrics.Set(metrics.Instruments.CacheSize, runs.Count);
}
