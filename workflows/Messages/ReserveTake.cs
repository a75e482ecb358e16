using Orchestrator.Model;

namespace Orchestrator.Workflows;

/// <summary>A shot asks the production for the money of one attempt.</summary>
/// <param name="ShotId">The shot.</param>
/// <param name="ShotWorkflowId">Where the answer goes.</param>
/// <param name="AttemptId">The attempt.</param>
/// <param name="WorstCase">Most that it can cost.</param>
public sealed record ReserveTake(string ShotId, string ShotWorkflowId, string AttemptId, Money WorstCase);
