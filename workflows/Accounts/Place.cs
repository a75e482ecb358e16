namespace Orchestrator.Workflows.Accounts;

/// <summary>A job that has a place.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="Endpoint">The provider's own name for the model.</param>
/// <param name="Since">Since when (UTC).</param>
public sealed record Place(string AttemptId, string Endpoint, DateTime Since);
