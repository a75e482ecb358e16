namespace Orchestrator.EconomicsBench;

/// <summary>Every figure that is not the product's own. README.md says where each comes from.</summary>
internal sealed record Assumptions
{
    /// <summary>
    /// Share of rejected first takes whose fault lies in what was asked and stays with any seed. With 0.43 a new seed cures half of
    /// the rejected takes of a model of which 80 % land at first.
    /// </summary>
    public double Stubborn { get; init; } = 0.43;

    /// <summary>
    /// Chance that one change of the right field cures such a fault. With 0.45 a targeted change cures 15 points more of them than a
    /// new seed alone.
    /// </summary>
    public double Cure { get; init; } = 0.45;

    /// <summary>Share of the takes with a fault that the scorer lets pass.</summary>
    public double Missed { get; init; } = 0.19;

    /// <summary>Share of the takes without a fault that the scorer rejects.</summary>
    public double FalseReject { get; init; } = 0.067;

    /// <summary>Takes that the prior of a model weighs of which nothing is on record: what the catalogue says of it is a guess.</summary>
    public double GuessedTakes { get; init; } = 4;

    /// <summary>How much a model differs from kind of shot to kind of shot: spread of its chance, in log-odds.</summary>
    public double KindSpread { get; init; } = 0.5;

    /// <summary>Share of rejections for which the scorer names a wrong attribute.</summary>
    public double WrongName { get; init; } = 0.115;

    /// <summary>Replaces the chance of the cheapest rows (under this price a second), to see from where they do not pay; null leaves them.</summary>
    public double? CheapChance { get; init; }

    /// <summary>US dollars a second under which a row counts as cheap for <see cref="CheapChance"/>.</summary>
    public decimal CheapPrice { get; init; } = 0.05m;

    /// <summary>Replaces the mean chance of the models of which nothing is on record; null leaves the catalogue's.</summary>
    public double? GuessedChance { get; init; }
}
