namespace Orchestrator.Workflows;

/// <summary>A person wants a shot taken again.</summary>
/// <param name="ShotId">The shot.</param>
/// <param name="Note">Why, in words; recorded in the report.</param>
public sealed record RetakeOrder(string ShotId, string Note);
