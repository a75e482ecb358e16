using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>What judging a take can cost at most.</summary>
/// <param name="WorstCase">The most.</param>
public sealed record JudgeQuote(Money WorstCase);
