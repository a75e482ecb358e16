using Orchestrator.Model;

namespace Orchestrator.Workflows.Activities;

/// <summary>Asks what judging a take of a shot can cost at most.</summary>
/// <param name="Shot">The shot.</param>
public sealed record QuoteJudgeRequest(Shot Shot);
