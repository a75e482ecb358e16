namespace Orchestrator.Model;

/// <summary>One question to a language model.</summary>
/// <param name="Purpose">What it was for: <c>plan</c>, <c>critique</c>, <c>revision</c>, <c>judgement</c>.</param>
/// <param name="Model">Catalogue name of the model.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Charged">What it cost, lost answers included.</param>
/// <param name="Message">In words, for a person.</param>
/// <param name="Answer">The answer as it came (JSON), when there is one.</param>
public sealed record Consultation(string Purpose, string Model, OutcomeClass Outcome, Money Charged, string Message, AssetRef? Answer = null);
