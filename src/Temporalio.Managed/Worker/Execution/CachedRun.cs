using Temporalio.Worker.Machines;

namespace Temporalio.Worker.Execution;

/// <summary>A run that is kept in memory: its machine and, once its first event was read, its code.</summary>
internal sealed class CachedRun : IDisposable
{
    private readonly WorkflowCode code;

    public CachedRun(string runId, WorkflowCode code)
    {
        RunId = runId;
        this.code = code;
    }

    public string RunId { get; }

    public RunMachine Machine { get; } = new();

    public WorkflowInstance? Instance { get; private set; }

    /// <summary>Held while a task of the run is worked on.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>The local activities of the run that are being executed.</summary>
    public LocalActivityRuns LocalActivities { get; } = new();

    /// <summary>Lets the code work off everything that the machine was fed.</summary>
    public async Task RunCodeAsync()
    {
        while (Machine.NextActivation() is { } activation)
        {
            await ActivateAsync(activation);
            Machine.EndActivation();
        }
    }

    /// <exception cref="InvalidOperationException">The code did not give the thread back in time.</exception>
    public async Task ActivateAsync(Activation activation)
    {
        // The clock starts with the code, not with the wait for a thread.
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Task.Run(() =>
        {
            began.SetResult();
            Instance ??= code.CreateInstance(this, activation.Jobs.OfType<InitializeJob>().First());
            Activate(Instance, activation);
        });
        if (code.DeadlockTimeout == Timeout.InfiniteTimeSpan)
        {
            await run;
            return;
        }
        await began.Task;
        await Task.WhenAny(run, Task.Delay(code.DeadlockTimeout));
        if (!run.IsCompleted)
            throw new InvalidOperationException($"[TMPRL1101] Workflow with run ID {RunId} deadlocked after {code.DeadlockTimeout}");
        await run;
    }

    private void Activate(WorkflowInstance instance, Activation activation)
    {
        code.TaskStarting?.Invoke(new(instance.Info, instance.Definition));
        Exception? failure = null;
        try
        {
            instance.Activate(activation);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            code.TaskCompleted?.Invoke(new(instance.Info, instance.Definition, failure));
        }
    }

    public void Dispose()
    {
        LocalActivities.Dispose();
        Turn.Dispose();
    }
}
