using Microsoft.Extensions.Logging;

namespace Temporalio.DevServer.Engine;

/// <summary>Deletes closed runs whose retention is over: at start, and every few minutes from then on.</summary>
internal sealed class RetentionSweep : IDisposable
{
    private const int RunsPerStep = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly ServiceCore core;
    private readonly ITimer timer;

    public RetentionSweep(ServiceCore core, TimeProvider time)
    {
        this.core = core;
        timer = time.CreateTimer(_ => RunLogged(), null, Interval, Interval);
    }

    /// <summary>Deletes what is due, a few runs per step so that nobody waits long.</summary>
    public void Run()
    {
        foreach (var within in core.Locked(() => core.Namespaces.All.ToArray()))
        {
            while (DeleteSome(within.Id) == RunsPerStep) core.Written().Wait();
        }
    }

    public void Dispose() => timer.Dispose();

    private int DeleteSome(string namespaceId)
    {
        var limit = core.Locked(() => core.Now() - core.Namespaces.RetentionOf(namespaceId)).ToTimestamp().ToUnixNanoseconds();
        var due = core.Store.Read(
            $"SELECT workflow_id, run_id FROM visibility WHERE close_time < $0 AND namespace_id = $1 LIMIT {RunsPerStep}",
            [limit, namespaceId],
            row => (WorkflowId: row.GetString(0), RunId: row.GetString(1)));
        if (due.Count == 0) return 0;
        var deleted = 0;
        core.Write(unit =>
        {
            foreach (var (workflowId, runId) in due)
            {
                if (core.Runs.Find(namespaceId, workflowId, runId) is not { IsOpen: false } run) continue;
                unit.Remove(run);
                deleted++;
            }
        });
        return deleted;
    }

    private void RunLogged()
    {
        try
        {
            Run();
        }
        catch (Exception e)
        {
            // The next sweep finds the same runs again.
            core.Logger.LogError(e, "deleting runs past their retention failed");
        }
    }
}
