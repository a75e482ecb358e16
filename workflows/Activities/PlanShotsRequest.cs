using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks for a plan.</summary>
/// <param name="Brief">The brief.</param>
public sealed record PlanShotsRequest(Brief Brief)
{
    /// <summary>Beginning of the id of everything that is bought for the plan, unique across films and runs; null buys nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AttemptId { get; init; }

    /// <summary>Most that the plan may cost; null allows nothing to be bought.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Limit { get; init; }
}
