using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// Finds runs. Open runs are always in memory; closed ones are read when asked for and kept while they are in use.
/// Used inside the gate.
/// </summary>
internal sealed class RunTable(ServiceCore core)
{
    private const int ClosedRunsKept = 2000;

    private readonly Dictionary<(string NamespaceId, string WorkflowId, string RunId), Run> runs = [];
    private readonly Dictionary<(string NamespaceId, string WorkflowId), Run> current = [];
    private readonly LinkedList<Run> closed = [];
    private long lastKey;

    public void Load()
    {
        lastKey = core.Store.LastRunKey();
        var loaded = core.Store.LoadOpenRuns().Select(row => Materialise(row.Key, row.State)).ToList();
        foreach (var run in loaded) run.Resume(core.Now());
    }

    /// <summary>Creates the entry of a new run and makes it the current one of its workflow id.</summary>
    public Run Add(Unit unit, RunState state)
    {
        var run = new Run(core, ++lastKey, state);
        runs.Add((state.NamespaceId, state.WorkflowId, state.RunId), run);
        current[(state.NamespaceId, state.WorkflowId)] = run;
        return unit.Join(run);
    }

    public Run? FindCurrent(string namespaceId, string workflowId)
    {
        if (current.TryGetValue((namespaceId, workflowId), out var run)) return run;
        if (core.Store.FindCurrentRun(namespaceId, workflowId) is not { } row) return null;
        run = Find(namespaceId, workflowId, row.State.RunId) ?? throw new InvalidOperationException("the current run has no record");
        current[(namespaceId, workflowId)] = run;
        return run;
    }

    public Run? Find(string namespaceId, string workflowId, string runId)
    {
        if (runs.TryGetValue((namespaceId, workflowId, runId), out var run)) return run;
        if (core.Store.FindRun(namespaceId, workflowId, runId) is not { } row) return null;
        run = Materialise(row.Key, row.State);
        if (!run.IsOpen) KeepClosed(run);
        return run;
    }

    /// <summary>The named run, or the current one if no run id is given.</summary>
    /// <exception cref="ServiceError">NOT_FOUND.</exception>
    public Run Get(string namespaceId, string workflowId, string runId)
    {
        if (runId.Length == 0) return FindCurrent(namespaceId, workflowId) ?? throw ServiceError.WorkflowNotFound(workflowId);
        return Find(namespaceId, workflowId, runId) ?? throw ServiceError.RunNotFound(workflowId, runId);
    }

    /// <summary>As <see cref="Get"/>, for calls that need an open run.</summary>
    public Run GetOpen(string namespaceId, string workflowId, string runId)
    {
        var run = Get(namespaceId, workflowId, runId);
        return run.IsOpen ? run : throw ServiceError.AlreadyCompleted();
    }

    /// <summary>A closed run may be dropped from memory when newer ones were used since.</summary>
    public void KeepClosed(Run run)
    {
        closed.AddLast(run);
        while (closed.Count > ClosedRunsKept && closed.First!.Value is var oldest && oldest.LastWrite.IsCompletedSuccessfully)
        {
            closed.RemoveFirst();
            Forget(oldest);
        }
    }

    public void Forget(Run run)
    {
        var state = run.State;
        runs.Remove((state.NamespaceId, state.WorkflowId, state.RunId));
        if (current.TryGetValue((state.NamespaceId, state.WorkflowId), out var latest) && latest == run)
            current.Remove((state.NamespaceId, state.WorkflowId));
    }

    /// <summary>Drops all runs of a namespace that is no more; whoever waits for one is sent away.</summary>
    public void ForgetNamespace(string namespaceId)
    {
        foreach (var run in runs.Values.Where(r => r.State.NamespaceId == namespaceId).ToArray())
        {
            Forget(run);
            core.Skipping?.Forget(run);
            run.Abandon();
        }

        foreach (var run in closed.Where(r => r.State.NamespaceId == namespaceId).ToArray()) closed.Remove(run);
    }

    /// <summary>Replaces a run whose memory cannot be trusted by what is on disk.</summary>
    public void Reload(Run broken)
    {
        var state = broken.State;
        Forget(broken);
        core.Skipping?.Forget(broken);
        broken.Abandon();
        if (!broken.IsStored) return;
        core.Written().Wait();
        if (Find(state.NamespaceId, state.WorkflowId, state.RunId) is not { } run) return;
        run.Resume(core.Now());
        core.Skipping?.Look(run);
    }

    private Run Materialise(long key, RunState state)
    {
        var run = new Run(core, key, state);
        run.LoadItems(core.Store.LoadItems(key));
        runs[(state.NamespaceId, state.WorkflowId, state.RunId)] = run;
        if (run.IsOpen) current[(state.NamespaceId, state.WorkflowId)] = run;
        return run;
    }
}
