namespace Orchestrator.Model;

/// <summary>Everything the cut needs.</summary>
/// <param name="Brief">The brief.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Clips">The accepted clips, in film order.</param>
public sealed record CutOrder(Brief Brief, ShotPlan Plan, IReadOnlyList<ConformedClip> Clips);
