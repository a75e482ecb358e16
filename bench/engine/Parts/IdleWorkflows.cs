using Orchestrator.EngineBench.Load;
using Orchestrator.EngineBench.Services;

namespace Orchestrator.EngineBench.Parts;

/// <summary>What workflows cost that wait for something.</summary>
internal static class IdleWorkflows
{
    private const int Cached = 2000;
    private const int Open = 1000;
    private const double KiloByte = 1024;
    private const double MegaByte = 1024 * 1024;

    /// <summary>Memory of a worker per workflow in its cache.</summary>
    public static async Task CacheAsync(Bench bench, Figures figures)
    {
        await using var service = await bench.Ours.StartAsync(null);
        await using var crew = await Crew.HireAsync(service.Address);
        await ListenAsync(crew, 20);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await ListenAsync(crew, Cached);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        figures.Add("worker memory per cached idle workflow", "KB", "ours", (after - before) / KiloByte / Cached, Goal.AtMost(60));
    }

    /// <summary>Memory of a service and a worker, each in a process of its own, with many open workflows.</summary>
    public static async Task OpenAsync(Bench bench, Figures figures)
    {
        foreach (var kind in bench.Both)
        {
            await using var service = await kind.StartAsync(bench.NewFile());
            await using var worker = await WorkerProcess.StartAsync(service.Address);
            await using var crew = await Crew.HireAsync(service.Address, works: false);
            await Parallel.ForAsync(0, Open, new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (_, _) =>
            {
                var handle = await crew.Client.StartWorkflowAsync((Waiter w) => w.RunAsync(), crew.NewWorkflow());
                // A query is answered when the workflow has done all it could do.
                await handle.QueryAsync(w => w.IsWaiting());
            });
            figures.Add($"service with {Open:N0} waiting workflows", "MB", kind.Name, service.Memory() / MegaByte);
            figures.Add($"service and worker with {Open:N0} waiting workflows", "MB", kind.Name, (service.Memory() + worker.Memory()) / MegaByte, Goal.AtMost(1024));
        }
    }

    private static async Task ListenAsync(Crew crew, int count)
    {
        for (var i = 0; i < count; i += 50)
        {
            var some = Enumerable.Range(0, Math.Min(50, count - i)).Select(async _ =>
            {
                var handle = await crew.Client.StartWorkflowAsync((Listener w) => w.RunAsync(), crew.NewWorkflow());
                await handle.QueryAsync(w => w.Heard());
            });
            await Task.WhenAll(some);
        }
    }
}
