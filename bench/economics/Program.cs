using System.Diagnostics;
using Orchestrator.EconomicsBench;
using Orchestrator.Model;

// Usage: economics [--films N] [--worlds N]; README.md says what is played and what is the product's own.
var films = Number("--films", 100);
var worlds = Math.Min(Number("--worlds", 20), films);
films -= films % worlds;
var elapsed = Stopwatch.StartNew();

List<(Brief Brief, ShotPlan Plan)> plans = [];
for (var number = 0; number < films; number++)
    plans.Add(await Films.DrawAsync($"film-{number:000}"));

Console.WriteLine($"{films} films of a minute ({plans.Sum(film => film.Plan.Shots.Count)} shots) in {worlds} worlds; the same films, worlds and luck for every way. Prices are the catalogue's.");
Console.WriteLine();
Table.Print([.. Way.All.Select(way => (way, Season.Play(plans, worlds, way, new())))]);
Console.WriteLine();
Console.WriteLine("A finished minute is one that passing takes fill; \"never\" is the share of shots without one after four attempts.");
Console.WriteLine();
Sensitivity.Print(plans, worlds);
Console.WriteLine();
Console.WriteLine($"Simulated models: these figures say what the rules do, not what the models are. {elapsed.Elapsed.TotalSeconds:0} s.");
return 0;

int Number(string option, int otherwise) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
