using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows;

/// <summary>A shot tells the production what an attempt really cost.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="Charged">What was charged; zero gives the whole reservation back.</param>
public sealed record SettleTake(string AttemptId, Money Charged)
{
    /// <summary>True when the provider reported the charge; false when it is known by the catalogue's price.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ChargeReported { get; init; }
}
