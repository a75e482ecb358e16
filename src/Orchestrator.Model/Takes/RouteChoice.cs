using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>The model chosen for a shot, and why.</summary>
/// <param name="Model">Catalogue name.</param>
/// <param name="Seconds">Seconds to ask for: the model's smallest step that covers the shot.</param>
/// <param name="WorstCase">Most that one take can cost.</param>
/// <param name="Reason">Why this one.</param>
/// <param name="Losers">The others, each with its reason.</param>
/// <param name="Endpoint">The provider's endpoint, for reports.</param>
public sealed record RouteChoice(
    string Model,
    int Seconds,
    Money WorstCase,
    string Reason,
    IReadOnlyList<RouteLoser> Losers,
    string Endpoint)
{
    /// <summary>Whether its takes are bought for play money.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PlayMoney { get; init; }

    /// <summary>How many of the shot's references the model takes along; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? References { get; init; }
}
