using Orchestrator.Model;

namespace Orchestrator.Workflows.Accounts;

/// <summary>Gives a place back, and says how the job went.</summary>
/// <param name="AttemptId">The attempt.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="QueuedSeconds">How long the provider kept it waiting; null when that is not known.</param>
public sealed record PlaceReport(string AttemptId, OutcomeClass Outcome, double? QueuedSeconds = null);
