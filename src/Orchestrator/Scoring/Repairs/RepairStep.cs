using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>One rung of the ladder: a request that differs from the best take's in one field.</summary>
/// <param name="Request">The request.</param>
/// <param name="Field">The field that differs.</param>
/// <param name="Change">What is changed, in words.</param>
internal sealed record RepairStep(TakeRequest Request, ShotField Field, string Change)
{
    /// <summary>Number of the attempt whose request it changes; null for the best.</summary>
    public int? Parent { get; init; }
}
