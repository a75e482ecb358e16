namespace Temporalio.DevServer.Matching;

/// <summary>
/// Tasks waiting for workers, and workers waiting for tasks; never both, unless a rate limit holds tasks back.
/// Used inside the gate.
/// </summary>
internal sealed class WorkerQueue
{
    private static readonly TimeSpan WorkerMemory = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StickyMemory = TimeSpan.FromSeconds(10);

    private readonly LinkedList<QueuedTask> tasks = [];
    private readonly LinkedList<TaskCompletionSource<QueuedTask?>> workers = [];
    private readonly Dictionary<string, PollerRecord> pollers = [];
    private DateTime lastPoll = DateTime.MinValue;
    private DateTime nextTaskAt = DateTime.MinValue;

    /// <summary>The limit the latest poll named; null if none.</summary>
    public double? TasksPerSecond { get; private set; }

    public int Backlog => tasks.Count(t => t.IsWanted);

    public DateTime? OldestTask => tasks.FirstOrDefault(t => t.IsWanted)?.QueuedAt;

    /// <summary>A worker waits now or asked within the last ten seconds.</summary>
    public bool IsAlive(DateTime now) => workers.Count > 0 || now - lastPoll < StickyMemory;

    public IEnumerable<PollerRecord> Pollers(DateTime now) => pollers.Values.Where(p => now - p.LastAccess < WorkerMemory);

    public void RecordPoll(string identity, DateTime now, double? tasksPerSecond)
    {
        lastPoll = now;
        if (tasksPerSecond is > 0) TasksPerSecond = tasksPerSecond;
        pollers[identity] = new PollerRecord(identity, now, TasksPerSecond ?? 100_000);
    }

    /// <summary>The worker behind the queue is going away.</summary>
    public void Retire()
    {
        lastPoll = DateTime.MinValue;
        foreach (var worker in workers) worker.TrySetResult(null);
        workers.Clear();
    }

    /// <summary>Hands a task to a waiting worker or keeps it; true if a rate limit is the reason to keep it.</summary>
    public bool Offer(QueuedTask task, DateTime now)
    {
        task.QueuedAt = now;
        tasks.AddLast(task);
        return Match(now);
    }

    /// <summary>A task came back because its worker had gone: it is first in line again.</summary>
    public bool PutBack(QueuedTask task, DateTime now)
    {
        tasks.AddFirst(task);
        return Match(now);
    }

    /// <summary>Gives waiting tasks to waiting workers as far as the rate allows; true if the rate holds some back.</summary>
    public bool Match(DateTime now)
    {
        while (workers.Count > 0 && NextWanted() is { } node)
        {
            if (now < nextTaskAt) return true;
            var worker = workers.First!.Value;
            workers.RemoveFirst();
            if (!worker.TrySetResult(node.Value)) continue;
            tasks.Remove(node);
            Pace(now);
        }

        return false;
    }

    /// <summary>Somebody comes back when the rate limit lets the next task go.</summary>
    public bool IsPumpSet { get; set; }

    /// <summary>When the rate limit lets the next task go.</summary>
    public DateTime NextTaskAt => nextTaskAt;

    /// <summary>Waits in line for a task; null means none came.</summary>
    public TaskCompletionSource<QueuedTask?> Wait()
    {
        var worker = new TaskCompletionSource<QueuedTask?>(TaskCreationOptions.RunContinuationsAsynchronously);
        workers.AddLast(worker);
        return worker;
    }

    /// <summary>Stops waiting; a task that was handed over in the same moment stays with the worker.</summary>
    public void StopWaiting(TaskCompletionSource<QueuedTask?> worker)
    {
        workers.Remove(worker);
        worker.TrySetResult(null);
    }

    private LinkedListNode<QueuedTask>? NextWanted()
    {
        while (tasks.First is { } node)
        {
            if (node.Value.IsWanted) return node;
            tasks.RemoveFirst();
        }

        return null;
    }

    private void Pace(DateTime now)
    {
        if (TasksPerSecond is not { } rate) return;
        nextTaskAt = (nextTaskAt > now ? nextTaskAt : now) + TimeSpan.FromSeconds(1 / rate);
    }
}
