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
    /// Most that the trials of a film may lose, as a share of what one take of each of its shots costs. A trial loses at most the
    /// takes after which the understudy takes over. 0 never tries.
    /// </summary>
    public decimal TrialShare { get; init; } = 0.4m;

    /// <summary>
    /// Most rejected takes of a model on trial after which the one that was chosen for the shot takes over: at a fifth of the price a second
    /// take is still the cheaper next step. It is given where the share above pays it, once every other shot has its first.
    /// </summary>
    public int TrialTakes { get; init; } = 2;
}
