using System.Diagnostics;
using Orchestrator.EngineBench.Load;
using Orchestrator.EngineBench.Services;
using Temporalio.Client;

namespace Orchestrator.EngineBench.Parts;

/// <summary>Workflows of one activity each, fifty at a time.</summary>
internal static class Throughput
{
    private const int AtOnce = 50;

    public static async Task RunAsync(Bench bench, Figures figures)
    {
        for (var round = 0; round < bench.Rounds; round++)
        {
            foreach (var service in bench.Both)
                figures.Add("workflows of one activity, 50 at once, on disk", "1/s", service.Name, await MeasureAsync(bench, service, bench.NewFile()), Goal.RatioAtLeast(10));
            foreach (var service in bench.Both)
                figures.Add("workflows of one activity, 50 at once, in memory", "1/s", service.Name, await MeasureAsync(bench, service, null), Goal.RatioAtLeast(3));
        }
    }

    private static async Task<double> MeasureAsync(Bench bench, IService kind, string? file)
    {
        await using var service = await kind.StartAsync(file);
        await using var crew = await Crew.HireAsync(service.Address);
        await LoadAsync(crew, TimeSpan.FromSeconds(2));
        return await LoadAsync(crew, TimeSpan.FromSeconds(bench.Short ? 3 : 8));
    }

    /// <summary>Keeps the service busy for a while; the answer is workflows per second.</summary>
    private static async Task<double> LoadAsync(Crew crew, TimeSpan length)
    {
        var clock = Stopwatch.StartNew();
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (clock.Elapsed < length)
            {
                await crew.Client.ExecuteWorkflowAsync((OneActivity w) => w.RunAsync("x"), crew.NewWorkflow());
                if (clock.Elapsed < length) Interlocked.Increment(ref done);
            }
        }));
        return done / length.TotalSeconds;
    }
}
