namespace Orchestrator.Model;

/// <summary>A language model's judgement of a take. It stands beside the measures and never changes one.</summary>
/// <param name="Verdicts">One entry an aspect, in order.</param>
/// <param name="Judge">The model and the version of its questions, e.g. <c>gpt-5.4-mini/1</c>.</param>
/// <param name="Calls">Every question that was asked.</param>
/// <param name="Charged">What they cost together.</param>
public sealed record Judgement(IReadOnlyList<JudgeVerdict> Verdicts, string Judge, IReadOnlyList<Consultation> Calls, Money Charged)
{
    /// <summary>The first aspect that fails; null when none does.</summary>
    public JudgeVerdict? Objection() => Verdicts.FirstOrDefault(verdict => verdict.Verdict == Verdict.Fail);
}
