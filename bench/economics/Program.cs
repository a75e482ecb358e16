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
Dictionary<Way, IReadOnlyList<FilmOutcome>> seasons = [];
Table.Print(Played(Way.All));
Console.WriteLine();
Console.WriteLine("A finished minute is one that passing takes fill. A whole minute has no shot without a passing take (\"never\", after four attempts) and none");
Console.WriteLine("whose take has a fault that the scorer did not see (\"unseen\"): these are made again on the best model, at its price ÷ chance.");
Console.WriteLine();
Console.WriteLine("How much to explore:");
Console.WriteLine();
Table.Print(Played(Way.Explorations));
Console.WriteLine();
Table.PrintNights(Played([Way.Product, Way.Untried, Way.CheapestRow]));
Sensitivity.Print(plans, worlds);
Console.WriteLine();
Console.WriteLine($"Simulated models: these figures say what the rules do, not what the models are. {elapsed.Elapsed.TotalSeconds:0} s.");
return 0;

List<(Way Way, IReadOnlyList<FilmOutcome> Films)> Played(IReadOnlyList<Way> ways) =>
    [.. ways.Select(way => (way, seasons.TryGetValue(way, out var films) ? films : seasons[way] = Season.Play(plans, worlds, way, new())))];

int Number(string option, int otherwise) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1]) : otherwise;
