namespace Orchestrator.EngineBench.Parts;

/// <summary>From nothing to the first answer, on an empty database.</summary>
internal static class StartUp
{
    private const double MegaByte = 1024 * 1024;

    public static async Task RunAsync(Bench bench, Figures figures)
    {
        for (var round = 0; round < (bench.Short ? 3 : 9); round++)
        {
            foreach (var kind in bench.Both)
            {
                await using var service = await kind.StartAsync(bench.NewFile());
                figures.Add("start-up to the first answer", "ms", kind.Name, service.StartUp.TotalMilliseconds, Goal.RatioAtMost(1.5));
                figures.Add("resident memory at the first answer", "MB", kind.Name, service.MemoryAtStart / MegaByte, Goal.RatioAtMost(1));
            }
        }
    }
}
