using Orchestrator.Model;

namespace Orchestrator.EconomicsBench;

/// <summary>How the result depends on what nobody has published.</summary>
internal static class Sensitivity
{
    private static Way NewTake { get; } = Way.Product with { Repairs = false };

    public static void Print(IReadOnlyList<(Brief Brief, ShotPlan Plan)> films, int worlds)
    {
        Console.WriteLine("If more of the faults stay with any seed, changing the one field gains more (cost of a finished minute, new take ÷ one field changed):");
        foreach (var stubborn in new[] { 0, 0.43, 0.7 })
        {
            Assumptions assumptions = new() { Stubborn = stubborn };
            Line($"{100 * stubborn:0} % stay", Play(NewTake, assumptions), Play(Way.Product, assumptions));
        }

        Console.WriteLine();
        Console.WriteLine("If the rows under 0.05 USD a second land less often than the 70 % of their prior (÷ no trials, all one field changed):");
        foreach (var chance in new[] { 0.7, 0.5, 0.3, 0.1 })
        {
            Assumptions assumptions = new() { CheapChance = chance };
            var untried = Play(Way.Untried, assumptions);
            Line($"{100 * chance:0} % land, always the cheapest", Play(Way.CheapestRow, assumptions), untried);
            Line($"{100 * chance:0} % land, this router", Play(Way.Product, assumptions), untried);
        }

        Console.WriteLine();
        Console.WriteLine("If all rows of which nothing is on record land less often than their prior (this router ÷ trials of one take with half the bound):");
        foreach (var chance in new[] { 0.7, 0.5, 0.3, 0.1 })
        {
            Assumptions assumptions = new() { GuessedChance = chance };
            var (product, cautious) = (Play(Way.Product, assumptions), Play(Way.Cautious, assumptions));
            Line($"{100 * chance:0} % land, a finished minute", product, cautious);
            Line($"{100 * chance:0} % land, a whole minute", product, cautious, Table.CostOfWholeMinute);
        }

        IReadOnlyList<FilmOutcome> Play(Way way, Assumptions assumptions) => Season.Play(films, worlds, way, assumptions);
    }

    private static void Line(string name, IReadOnlyList<FilmOutcome> these, IReadOnlyList<FilmOutcome> those, Func<IReadOnlyList<FilmOutcome>, double>? figure = null) => Console.WriteLine(
        $"  {name,-32}{Table.Text(Estimate.Of(these, those, figure ?? Table.CostOfMinute, ratio: true), "0.00"),22}   without a passing take: {Never(these):0.0} % and {Never(those):0.0} %");

    private static double Never(IReadOnlyList<FilmOutcome> films) => 100.0 * films.Sum(film => film.Shots.Count - film.Accepted) / films.Sum(film => film.Shots.Count);
}
