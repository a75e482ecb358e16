namespace Orchestrator.Planning.Drafts;

/// <summary>What our own measures find wrong with a plan.</summary>
/// <param name="ShotId">The shot; null for the whole film.</param>
/// <param name="Blocks">Whether it cannot be filmed at all.</param>
/// <param name="MustFix">Whether the plan is to be changed for it.</param>
/// <param name="Problem">What is wrong, and what would mend it.</param>
internal sealed record PlanFault(string? ShotId, bool Blocks, bool MustFix, string Problem);
