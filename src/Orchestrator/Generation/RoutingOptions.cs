namespace Orchestrator.Generation;

/// <summary>What the choice of a model takes into account besides the shot.</summary>
public sealed record RoutingOptions
{
    /// <summary>Country of the user (ISO 3166, e.g. <c>DE</c>); null when it is not said, and then no row is left out for it.</summary>
    public string? Country { get; init; }

    /// <summary>Takes on record after which a row that was kept in reserve is chosen like any other.</summary>
    public double EnoughTakes { get; init; } = 10;
}
