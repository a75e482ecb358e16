using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;

namespace Orchestrator.EconomicsBench;

/// <summary>All films of all worlds in one way. Each world begins with nothing on record and learns from film to film.</summary>
internal static class Season
{
    private static readonly DateTimeOffset FirstNight = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    // The accounts of one key for clips and one for pictures: what most users have.
    private static readonly OpenAccounts Accounts = new(new HashSet<string> { "fal", "openai" });

    // What is learned is thrown away afterwards: memory is as good as a disk, and quicker.
    private static string Scratch { get; } = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public static IReadOnlyList<FilmOutcome> Play(IReadOnlyList<(Brief Brief, ShotPlan Plan)> films, int worlds, Way way, Assumptions assumptions)
    {
        var catalogue = ModelCatalogue.ReadInstalled();
        var each = films.Count / worlds;
        var outcomes = new FilmOutcome[each * worlds];
        Parallel.For(0, worlds, number =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(Scratch, $"economics-{Guid.NewGuid():N}"));
            try
            {
                var clock = new Clock(FirstNight);
                var crew = new Crew(new World(number, catalogue, assumptions), way, new Desk(catalogue, Accounts, new ChanceLedger(Path.Combine(folder.FullName, "chances.db"), clock), clock, way.Routing));
                for (var index = number * each; index < (number + 1) * each; index++)
                {
                    outcomes[index] = crew.Make(films[index].Brief, films[index].Plan, index - (number * each) + 1);
                    clock.NextNight();
                }
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return outcomes;
    }
}
