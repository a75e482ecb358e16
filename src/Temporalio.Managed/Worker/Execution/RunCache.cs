using Temporalio.Runtime.Metrics;

namespace Temporalio.Worker.Execution;

/// <summary>Runs in memory by run id; the longest unused makes room.</summary>
internal sealed class RunCache(int capacity, WorkerMetrics metrics)
{
    private readonly Dictionary<string, LinkedListNode<CachedRun>> runs = [];
    private readonly LinkedList<CachedRun> byUse = new();

    /// <summary>How many runs are kept.</summary>
    public int Count
    {
        get
        {
            lock (runs)
                return runs.Count;
        }
    }

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
