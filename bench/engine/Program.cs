using Orchestrator.EngineBench;
using Orchestrator.EngineBench.Parts;
using Orchestrator.EngineBench.Services;

// Usage: engine [throughput] [latency] [startup] [replay] [cache] [open] [--short]; without a part, all of them. README.md says more.
if (args is [WorkerProcess.Command, var address])
{
    await WorkerProcess.RunAsync(address);
    return 0;
}

(string Name, Func<Bench, Figures, Task> RunAsync)[] parts =
[
    ("startup", StartUp.RunAsync),
    ("throughput", Throughput.RunAsync),
    ("latency", Latency.RunAsync),
    ("replay", Replay.RunAsync),
    ("cache", IdleWorkflows.CacheAsync),
    ("open", IdleWorkflows.OpenAsync),
];
var chosen = args.Where(a => a != "--short").ToArray();
if (chosen.FirstOrDefault(c => parts.All(p => p.Name != c)) is { } unknown)
{
    Console.Error.WriteLine($"There is no part {unknown}; choose among {string.Join(", ", parts.Select(p => p.Name))}, and --short.");
    return 64;
}

var real = RealService.Find();
if (real is null) Console.WriteLine("Temporal's own service was not found (TEMPORAL_CLI, PATH): only ours is measured.");
Console.WriteLine("Publishing our service…");
var figures = new Figures();
var failed = false;
using (var bench = new Bench(new DevService(await Workspace.PublishServiceAsync()), real, args.Contains("--short")))
{
    foreach (var (name, runAsync) in parts.Where(p => chosen.Length == 0 || chosen.Contains(p.Name)))
    {
        Console.WriteLine($"{name}…");
        try
        {
            await runAsync(bench, figures);
        }
        catch (Exception e)
        {
            // One part that fails must not take along what the others have measured.
            failed = true;
            Console.Error.WriteLine($"{name} failed: {e}");
        }
    }
}

figures.Print();
Console.WriteLine();
Console.WriteLine("Read the ratios for what they are: `temporal server start-dev` writes its SQLite file with a rollback journal, one commit per");
Console.WriteLine("transaction, and its queue processors look for work 20 times a second. Both are choices of a development server, not of Temporal.");
return failed ? 1 : 0;
