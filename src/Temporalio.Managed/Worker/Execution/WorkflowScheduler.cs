using Temporalio.Exceptions;

namespace Temporalio.Worker.Execution;

/// <summary>
/// The task scheduler of one run: first in, first out, on one thread at a time and only while an activation runs.
/// </summary>
internal sealed class WorkflowScheduler(WorkflowInstance instance, bool guarded) : TaskScheduler
{
    private readonly Queue<Task> queue = new();
    private int activationThread;

    public override int MaximumConcurrencyLevel => 1;

    public WorkflowInstance Instance { get; } = instance;

    /// <summary>How code left this scheduler, or came back from another thread; that must fail the workflow task.</summary>
    public InvalidWorkflowSchedulerException? Violation { get; private set; }

    public bool IsActivationThread => activationThread == Environment.CurrentManagedThreadId;

    /// <summary>Workflow code schedules a task elsewhere.</summary>
    public void OnTaskLeaves()
    {
        if (guarded)
            Violation ??= new(
                "Workflow code handed work to another scheduler, as Task.Run does. Use Workflow.RunTaskAsync, or an activity",
                Environment.StackTrace);
    }

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
        Violation ??= new(
            "Workflow code went on from another thread: it awaited something outside the workflow, such as Task.Delay. Use "
            + "Workflow.DelayAsync, or an activity");
        Instance.OnSchedulerViolation(Violation);
    }
}
