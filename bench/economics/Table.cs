namespace Orchestrator.EconomicsBench;

/// <summary>The figures of every way beside those of the first.</summary>
internal static class Table
{
    public static void Print(IReadOnlyList<(Way Way, IReadOnlyList<FilmOutcome> Films)> seasons)
    {
        var ours = seasons[0].Films;
        Console.WriteLine($"{"",-44}{"USD a finished minute",26}{"ratio to the first",22}{"USD a whole minute",26}{"wall, minutes",20}");
        foreach (var (way, films) in seasons)
        {
            var ratio = ReferenceEquals(films, ours) ? "1" : Text(Estimate.Of(films, ours, CostOfMinute, ratio: true), "0.00");
            Console.WriteLine($"{way.Name,-44}{Of(films, CostOfMinute, "0.00"),26}{ratio,22}{Of(films, CostOfWholeMinute, "0.00"),26}{Of(films, all => all.Average(film => film.WallMinutes), "0.0"),20}");
        }

        Console.WriteLine();
        Console.WriteLine($"{"",-44}{"takes an accepted one",26}{"at first, %",22}{"never, %",26}{"unseen, %",20}");
        foreach (var (way, films) in seasons)
        {
            Console.WriteLine(
                $"{way.Name,-44}{Of(films, TakesOfAccepted, "0.00"),26}{Of(films, Share(film => film.AtFirst), "0"),22}"
                + $"{Of(films, Share(film => film.Shots.Count - film.Accepted), "0.0"),26}{Of(films, Share(film => film.Unseen), "0.0"),20}");
        }
    }

    /// <summary>What a finished minute costs in the first film of a world, the second, …</summary>
    public static void PrintNights(IReadOnlyList<(Way Way, IReadOnlyList<FilmOutcome> Films)> seasons)
    {
        var nights = seasons[0].Films.Max(film => film.Night);
        foreach (var (name, figure) in new (string, Func<IReadOnlyList<FilmOutcome>, double>)[] { ("USD a finished minute", CostOfMinute), ("USD a whole minute", CostOfWholeMinute) })
        {
            Console.WriteLine($"{$"{name}, film by film",-44}{string.Concat(Enumerable.Range(1, nights).Select(night => $"{night,22}"))}");
            foreach (var (way, films) in seasons)
                Console.WriteLine($"{way.Name,-44}{string.Concat(Enumerable.Range(1, nights).Select(night => $"{Of([.. films.Where(film => film.Night == night)], figure, "0.00"),22}"))}");
            Console.WriteLine();
        }
    }

    /// <summary>All that was paid, over the minutes that a passing take fills.</summary>
    public static double CostOfMinute(IReadOnlyList<FilmOutcome> films) => films.Sum(film => film.Cost) / films.Sum(film => film.FinishedMinutes);

    public static string Text(Estimate estimate, string format) =>
        $"{estimate.Value.ToString(format)} [{estimate.Low.ToString(format)}, {estimate.High.ToString(format)}]";

    private static string Of(IReadOnlyList<FilmOutcome> films, Func<IReadOnlyList<FilmOutcome>, double> figure, string format) =>
        Text(Estimate.Of(films, films, figure, ratio: false), format);

    /// <summary>The same when nothing may be left over.</summary>
    public static double CostOfWholeMinute(IReadOnlyList<FilmOutcome> films) => films.Sum(film => film.WholeCost) / films.Sum(film => film.Minutes);

    private static double TakesOfAccepted(IReadOnlyList<FilmOutcome> films) => (double)films.Sum(film => film.Takes) / films.Sum(film => film.Accepted);

    private static Func<IReadOnlyList<FilmOutcome>, double> Share(Func<FilmOutcome, int> shots) =>
        films => 100.0 * films.Sum(shots) / films.Sum(film => film.Shots.Count);
}
