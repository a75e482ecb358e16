namespace Orchestrator.Generation;

/// <summary>What the choice of a model takes into account besides the shot.</summary>
public sealed record RoutingOptions
{
    /// <summary>Country of the user (ISO 3166, e.g. <c>DE</c>); null when it is not said, and then no row is left out for it.</summary>
    public string? Country { get; init; }

    /// <summary>
    /// What a minute of waiting for a take is worth, in US dollars: added to the price of each row by its expected wait. 0 by
    /// default, because a film is mostly made while nobody waits for it, and then the cheaper take is the better one.
    /// </summary>
    public decimal UsdPerMinute { get; init; }

    /// <summary>Takes on record after which a row that was kept in reserve is chosen like any other.</summary>
    public double EnoughTakes { get; init; } = 10;

    /// <summary>
    /// Chance of a take under which a row that was kept in reserve stays there, also with enough on record: however cheap its takes
    /// are, at 0.5 one shot in sixteen has none that passes after four attempts, and below it many more.
    /// </summary>
    public double LeastChance { get; init; } = 0.5;

    /// <summary>
    /// Every how many shots one goes to a row in reserve, so that something comes on record of it: 4 tries shots 4, 8, … of a film.
    /// Only rows that are expected to be cheaper than the best other one are tried, and only until enough is on record. 0 never tries.
    /// </summary>
    public int TrialEvery { get; init; }
}
