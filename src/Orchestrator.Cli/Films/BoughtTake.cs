using Orchestrator.Model;

namespace Orchestrator.Cli.Films;

/// <summary>One take on a film's bill.</summary>
/// <param name="Model">Catalogue name.</param>
/// <param name="Charged">What it cost.</param>
/// <param name="Purpose">What it was bought for: <c>first take</c>, or the attribute that it was to repair.</param>
/// <param name="Used">Whether it is in the film.</param>
/// <param name="Reported">Whether the provider said what it cost; otherwise it is the catalogue's price.</param>
internal sealed record BoughtTake(string Model, Money Charged, string Purpose, bool Used, bool Reported)
{
    /// <summary>The attempt that bought it.</summary>
    public string AttemptId { get; init; } = "";

    /// <summary>Which take of which shot it changes and in what, for an edit: <c>s01 take 2, Lighting of take 1</c>; null for a fresh take.</summary>
    public string? Edit { get; init; }
}
