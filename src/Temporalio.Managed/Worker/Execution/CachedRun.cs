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
    /// <exception cref="InvalidOperationException">The code did not give the thread back in time.</exception>
    public Task RunCodeAsync() => OnThreadAsync(turn =>
    {
        while (!turn.IsOver && Machine.NextActivation() is { } activation)
        {
            Activate(activation, turn);
            Machine.EndActivation();
        }
    });

    /// <inheritdoc cref="RunCodeAsync"/>
    public Task ActivateAsync(Activation activation) => OnThreadAsync(turn => Activate(activation, turn));

    /// <summary>Runs on a thread of the pool, so that whoever waits is not stuck with the code when it does not return.</summary>
    private async Task OnThreadAsync(Action<CodeTurn> action)
    {
        using var turn = new CodeTurn(code.DeadlockTimeout);
        var run = Task.Run(() => RunGuarded(action, turn));
        if (await Task.WhenAny(run, turn.Overdue) != run)
            throw new InvalidOperationException($"[TMPRL1101] Workflow with run ID {RunId} deadlocked after {code.DeadlockTimeout}");
        await run;
    }

    private void RunGuarded(Action<CodeTurn> action, CodeTurn turn)
    {
        if (!code.GuardsScheduler)
        {
            action(turn);
            return;
        }
        using var guard = SchedulerGuard.Use();
        action(turn);
    }

    private void Activate(Activation activation, CodeTurn turn)
    {
        turn.Enter();
        Instance ??= code.CreateInstance(this, FirstOf<InitializeJob>(activation.Jobs));
        Activate(Instance, activation);
        turn.Leave();
    }

    private static T FirstOf<T>(IReadOnlyList<ActivationJob> jobs)
        where T : ActivationJob => jobs.OfType<T>().First();

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
