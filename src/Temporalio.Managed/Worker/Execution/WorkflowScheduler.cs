namespace Temporalio.Worker.Execution;

/// <summary>
/// The task scheduler of one run: first in, first out, on one thread at a time and only while an activation runs.
/// </summary>
internal sealed class WorkflowScheduler(WorkflowInstance instance) : TaskScheduler
{
    private readonly Queue<Task> queue = new();
    private int activationThread;

    public override int MaximumConcurrencyLevel => 1;

    public WorkflowInstance Instance { get; } = instance;

    /// <summary>What arrived from a thread that is not the activation's; such work must fail the workflow task.</summary>
    public string? Violation { get; private set; }

    public bool IsActivationThread => activationThread == Environment.CurrentManagedThreadId;

    public void Enter() => activationThread = Environment.CurrentManagedThreadId;

    public void Leave() => activationThread = 0;

    /// <summary>Starts a function on this scheduler. It runs when its turn comes.</summary>
    public Task Start(Func<Task> function) =>
        Task.Factory.StartNew(function, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    /// <summary>Runs queued tasks, and those they queue, until none is left.</summary>
    public void Drain()
    {
        while (queue.TryDequeue(out var task))
            TryExecuteTask(task);
    }

    protected override void QueueTask(Task task)
    {
        if (!IsActivationThread)
        {
            ReportViolation();
            return;
        }
        queue.Enqueue(task);
    }

    /// <summary>Never inline: the order of the queue is the order of the code.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => queue;

    private void ReportViolation()
    {
        Violation ??=
            "Workflow code went on from another thread: it awaited something outside the workflow, such as Task.Delay, Task.Run or "
            + "ConfigureAwait(false). Use Workflow.DelayAsync, Workflow.RunTaskAsync or an activity instead";
        Instance.OnSchedulerViolation(Violation);
    }
}
