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

    /// <summary>The model that takes the shot over when this one's takes are rejected; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RouteUnderstudy? Understudy { get; init; }

    /// <summary>Most that is lost when this model is only on trial for the shot and fails; null for a model that is not on trial.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Trial { get; init; }

    /// <summary>
    /// What is added to the first take, in order, where the shot is longer than the model makes at once; null where one take is the
    /// whole shot. <see cref="Seconds"/> are those of the first take, <see cref="WorstCase"/> is the price of one take of every part.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ShotPart>? Added { get; init; }
}
