using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>What one take can cost at most.</summary>
/// <param name="WorstCase">The most that the provider can charge by the catalogue's price.</param>
/// <param name="Seconds">The seconds to ask for: the model's smallest step that covers the request, or its largest.</param>
public sealed record TakePrice(Money WorstCase, int Seconds)
{
    /// <summary>The account that sells it; null when nobody keeps its limits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TakeAccount? Account { get; init; }
}
