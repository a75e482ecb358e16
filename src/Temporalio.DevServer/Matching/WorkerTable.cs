using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Worker.V1;

namespace Temporalio.DevServer.Matching;

/// <summary>What workers last said of themselves. Kept in memory: a worker that lives says it again.</summary>
internal sealed class WorkerTable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string NamespaceId, string InstanceKey), (WorkerHeartbeat Heartbeat, DateTime Heard)> workers = new();

    /// <summary>Takes in what a worker says; one that has shut down is forgotten, and so is one that was silent for long.</summary>
    public void Hear(string namespaceId, WorkerHeartbeat heartbeat, DateTime now)
    {
        var key = (namespaceId, heartbeat.WorkerInstanceKey);
        if (heartbeat.Status == WorkerStatus.Shutdown) workers.TryRemove(key, out _);
        else workers[key] = (heartbeat, now);
        foreach (var (silent, (_, heard)) in workers)
        {
            if (now - heard > LongestSilence) workers.TryRemove(silent, out _);
        }
    }

    /// <summary>What one worker last said, if it is known.</summary>
    public WorkerHeartbeat? Find(string namespaceId, string instanceKey) =>
        workers.TryGetValue((namespaceId, instanceKey), out var known) ? known.Heartbeat : null;

    /// <summary>The workers of a namespace, by instance key.</summary>
    public IEnumerable<WorkerHeartbeat> All(string namespaceId) => workers
        .Where(w => w.Key.NamespaceId == namespaceId)
        .Select(w => w.Value.Heartbeat)
        .OrderBy(w => w.WorkerInstanceKey, StringComparer.Ordinal);
}
