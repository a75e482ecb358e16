namespace Orchestrator.EconomicsBench;

/// <summary>The figures of every way beside the product's.</summary>
internal static class Table
{
    public static void Print(IReadOnlyList<(Way Way, IReadOnlyList<FilmOutcome> Films)> seasons)
    {
        var ours = seasons[0].Films;
        Console.WriteLine($"{"",-42}{"USD a finished minute",26}{"ratio to the first",24}{"takes an accepted",19}{"at first",10}{"never",8}{"wall",8}");
        Console.WriteLine($"{"",-42}{"[95 %]",26}{"[95 %]",24}{"one [95 %]",19}{"",10}{"",8}{"min",8}");
        foreach (var (way, films) in seasons)
        {
            var minute = Estimate.Of(films, films, CostOfMinute, ratio: false);
            var ratio = Estimate.Of(films, ours, CostOfMinute, ratio: true);
            var takes = Estimate.Of(films, films, TakesOfAccepted, ratio: false);
            var shots = films.Sum(film => film.Shots.Count);
            Console.WriteLine(
                $"{way.Name,-42}{Text(minute, "0.00"),26}{(ReferenceEquals(films, ours) ? "1" : Text(ratio, "0.00")),24}{Text(takes, "0.00"),19}"
                + $"{100.0 * films.Sum(film => film.AtFirst) / shots,8:0} %{100.0 * (shots - films.Sum(film => film.Accepted)) / shots,6:0.0} %{films.Average(film => film.WallMinutes),8:0.0}");
        }
    }

    /// <summary>All that was paid, over the minutes that a passing take fills.</summary>
    public static double CostOfMinute(IReadOnlyList<FilmOutcome> films) => films.Sum(film => film.Cost) / films.Sum(film => film.FinishedMinutes);

    public static string Text(Estimate estimate, string format) =>
        $"{estimate.Value.ToString(format)} [{estimate.Low.ToString(format)}, {estimate.High.ToString(format)}]";

    private static double TakesOfAccepted(IReadOnlyList<FilmOutcome> films) => (double)films.Sum(film => film.Takes) / films.Sum(film => film.Accepted);
}
