namespace Orchestrator.Model;

/// <summary>What the critique of a plan found, before anything was bought for it.</summary>
/// <param name="ShotId">The shot; null for the whole film.</param>
/// <param name="By">Who found it: <c>check</c> for our own measures, or the catalogue name of the model that was asked.</param>
/// <param name="MustFix">Whether the plan had to be changed for it.</param>
/// <param name="Problem">The finding, and how to mend it.</param>
/// <param name="Answered">Whether the plan was revised for it and it was not found again.</param>
public sealed record PlanFinding(string? ShotId, string By, bool MustFix, string Problem, bool Answered);
