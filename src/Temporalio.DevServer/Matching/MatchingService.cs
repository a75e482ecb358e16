using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Matching;

/// <summary>Brings tasks and workers together.</summary>
internal sealed class MatchingService(ServiceCore core)
{
    private readonly Dictionary<QueueKey, WorkerQueue> queues = [];
    private readonly Dictionary<string, DirectQuery> queries = [];

    /// <summary>Offers a task of a run. Inside the gate.</summary>
    public void Offer(QueuedTask task) => Offer(KeyOf(task), task);

    /// <summary>Offers a query to the sticky worker if there is one, else to any. Inside the gate.</summary>
    /// <returns>Whether it went to the sticky worker.</returns>
    public bool OfferQuery(QueuedQuery query, bool allowSticky)
    {
        var state = query.Run.State;
        var sticky = new QueueKey(state.NamespaceId, state.StickyQueue, TaskQueueType.Workflow);
        var useSticky = allowSticky && state.StickyQueue.Length > 0 && IsAlive(sticky);
        queries[query.Query.Id] = query.Query;
        Offer(useSticky ? sticky : new QueueKey(state.NamespaceId, state.TaskQueue, TaskQueueType.Workflow), query);
        return useSticky;
    }

    public DirectQuery? FindQuery(string id) => core.Locked(() => queries.GetValueOrDefault(id));

    public void ForgetQuery(DirectQuery query) => core.Locked(() =>
    {
        query.Withdraw();
        return queries.Remove(query.Id);
    });

    /// <summary>Waits for a task; null when the time is up or the caller is gone.</summary>
    /// <exception cref="ServiceError">The service stops.</exception>
    public async Task<QueuedTask?> TakeAsync(QueueKey key, string identity, double? tasksPerSecond, TimeSpan patience, CallContext call)
    {
        var worker = core.Locked(() =>
        {
            var now = core.Now();
            var queue = Queue(key);
            queue.RecordPoll(identity, now, tasksPerSecond);
            var waiting = queue.Wait();
            Pump(key, queue.Match(now));
            return waiting;
        });
        if (worker.Task.IsCompleted) return await worker.Task;

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Stopping);
        ends.CancelAfter(patience);
        await using var stop = ends.Token.Register(() => core.Locked(() =>
        {
            Queue(key).StopWaiting(worker);
            return 0;
        }));
        var task = await worker.Task;
        return task is null && call.Stopping.IsCancellationRequested ? throw ServiceError.Unavailable("The service is stopping.") : task;
    }

    /// <summary>Gives a task back whose worker went away before it could be handed over.</summary>
    public void PutBack(QueueKey key, QueuedTask task) => core.Locked(() =>
    {
        Pump(key, Queue(key).PutBack(task, core.Now()));
        return 0;
    });

    /// <summary>The worker of a sticky queue shuts down.</summary>
    public void Retire(QueueKey key) => core.Locked(() =>
    {
        if (queues.TryGetValue(key, out var queue)) queue.Retire();
        return 0;
    });

    public T Inspect<T>(QueueKey key, Func<WorkerQueue, DateTime, T> look) => core.Locked(() => look(Queue(key), core.Now()));

    private void Offer(QueueKey key, QueuedTask task) => Pump(key, Queue(key).Offer(task, core.Now()));

    private bool IsAlive(QueueKey key) => queues.TryGetValue(key, out var queue) && queue.IsAlive(core.Now());

    private QueueKey KeyOf(QueuedTask task)
    {
        var state = task.Run.State;
        if (task is QueuedActivity activity) return new QueueKey(state.NamespaceId, activity.Activity.Queue.Name, TaskQueueType.Activity);
        var sticky = new QueueKey(state.NamespaceId, state.StickyQueue, TaskQueueType.Workflow);
        // Nobody asks the sticky queue any more: any worker may have the task at once.
        return task is QueuedWorkflowTask { IsSticky: true } && IsAlive(sticky)
            ? sticky
            : new QueueKey(state.NamespaceId, state.TaskQueue, TaskQueueType.Workflow);
    }

    private WorkerQueue Queue(QueueKey key)
    {
        if (!queues.TryGetValue(key, out var queue)) queues.Add(key, queue = new WorkerQueue());
        return queue;
    }

    /// <summary>Comes back when the rate limit of a queue lets the next task go.</summary>
    private void Pump(QueueKey key, bool heldBack)
    {
        var queue = Queue(key);
        if (!heldBack || queue.IsPumpSet) return;
        queue.IsPumpSet = true;
        _ = PumpLaterAsync(key, core.WaitUntil(queue.NextTaskAt));
    }

    private async Task PumpLaterAsync(QueueKey key, Task due)
    {
        await due;
        core.Locked(() =>
        {
            var queue = Queue(key);
            queue.IsPumpSet = false;
            Pump(key, queue.Match(core.Now()));
            return 0;
        });
    }
}
