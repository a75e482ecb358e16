namespace Orchestrator.Workflows.Accounts;

/// <summary>Asks an account for a place for one job.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="WorkflowId">Where the answer goes.</param>
/// <param name="Endpoint">The provider's own name for the model.</param>
public sealed record PlaceAsk(string AttemptId, string WorkflowId, string Endpoint);
