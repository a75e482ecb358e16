using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks that a take also be judged by a language model.</summary>
/// <param name="AttemptId">Beginning of the ids of what is asked, unique across films and runs.</param>
/// <param name="Limit">Most that it may cost: what was reserved for it.</param>
public sealed record JudgeOrder(string AttemptId, Money Limit);
