using System.Collections.Concurrent;
using Deployment = Temporalio.Api.Deployment.V1.WorkerDeploymentOptions;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker.Execution;

/// <summary>What a worker offers for the first tasks of workflows that its process starts.</summary>
/// <param name="TryReserve">Reserves a slot, if there is one.</param>
/// <param name="Accept">Takes the task.</param>
/// <param name="Deployment">Version of the worker, if it has one.</param>
internal sealed record EagerWorker(
    Func<SlotPool.Slot?> TryReserve, Action<PollWorkflowTaskQueueResponse, SlotPool.Slot> Accept, Deployment? Deployment);

/// <summary>The workers of one connection by namespace and task queue.</summary>
internal sealed class EagerWorkers
{
    private readonly ConcurrentDictionary<(string Namespace, string TaskQueue), EagerWorker> workers = new();

    /// <summary>Adds a worker until the result is disposed of. Of several on one queue, the latest is asked.</summary>
    public IDisposable Add(string ns, string taskQueue, EagerWorker worker)
    {
        workers[(ns, taskQueue)] = worker;
        return new Membership(this, new((ns, taskQueue), worker));
    }

    /// <summary>Reserves a slot for the first task of a workflow; null when no worker has one.</summary>
    public EagerSeat? TryReserve(string ns, string taskQueue) =>
        workers.TryGetValue((ns, taskQueue), out var worker) && worker.TryReserve() is { } slot ? new(worker, slot) : null;

    private sealed class Membership(EagerWorkers all, KeyValuePair<(string, string), EagerWorker> entry) : IDisposable
    {
        public void Dispose() => all.workers.TryRemove(entry);
    }
}
