namespace Orchestrator.EconomicsBench;

/// <summary>A figure with the interval that holds it in 95 of 100 draws of worlds.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal sealed record Estimate(double Value, double Low, double High)
{
    private const int Draws = 2000;

    /// <summary>
    /// Bootstrap over worlds, not over films: the films of a world share its models. Both ways are drawn together, so that a ratio
    /// compares them in the same worlds.
    /// </summary>
    public static Estimate Of(IReadOnlyList<FilmOutcome> ours, IReadOnlyList<FilmOutcome> other, Func<IReadOnlyList<FilmOutcome>, double> figure, bool ratio)
    {
        var worlds = ours.Select(film => film.World).Distinct().ToList();
        var (oursBy, otherBy) = (ours.ToLookup(film => film.World), other.ToLookup(film => film.World));
        var lot = new Random(20);
        var values = Enumerable.Range(0, Draws).Select(_ =>
        {
            var drawn = worlds.Select(_ => worlds[lot.Next(worlds.Count)]).ToList();
            return Figure([.. drawn.SelectMany(world => oursBy[world])], [.. drawn.SelectMany(world => otherBy[world])]);
        }).Order().ToList();
        return new(Figure(ours, other), values[(int)(0.025 * Draws)], values[(int)(0.975 * Draws)]);

        double Figure(IReadOnlyList<FilmOutcome> these, IReadOnlyList<FilmOutcome> those) => ratio ? figure(these) / figure(those) : figure(these);
    }
}
