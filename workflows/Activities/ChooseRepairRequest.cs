using System.Text.Json.Serialization;
using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks what to do next for a shot.</summary>
/// <param name="Shot">The shot.</param>
/// <param name="Attempts">All attempts so far, in order.</param>
/// <param name="Best">Number of the best attempt so far.</param>
/// <param name="MaximumAttempts">Most takes that may be bought for the shot.</param>
public sealed record ChooseRepairRequest(Shot Shot, IReadOnlyList<Attempt> Attempts, int Best, int MaximumAttempts)
{
    /// <summary>Catalogue names that the brief allows; null when it allows all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>The model that takes the shot over when the takes of the routed one are rejected; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RouteUnderstudy? Understudy { get; init; }
}
