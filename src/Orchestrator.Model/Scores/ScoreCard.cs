using System.Text.Json.Serialization;

namespace Orchestrator.Model;

/// <summary>A take scored on everything.</summary>
/// <param name="AttemptId">The attempt whose take it is.</param>
/// <param name="Attributes">One entry an attribute, in causal order.</param>
/// <param name="Failed">The one attribute to blame by causal order; null when all pass.</param>
/// <param name="Scorer">Version of the measures and of their lines, so that an old verdict can be understood.</param>
public sealed record ScoreCard(string AttemptId, IReadOnlyList<AttributeScore> Attributes, ScoredAttribute? Failed, string Scorer)
{
    /// <summary>What a language model says beside the measures; null when none was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Judgement? Judgement { get; init; }

    /// <summary>The entry of an attribute.</summary>
    /// <exception cref="InvalidOperationException">It is not on the card.</exception>
    public AttributeScore For(ScoredAttribute attribute) => Attributes.Single(entry => entry.Attribute == attribute);

    /// <summary>
    /// True when this take is better than another: fewer failed attributes and judged aspects first, then the smaller worst exceedance, then the
    /// smaller sum of exceedances. The first wins a tie, so that the best is only replaced by a gain.
    /// </summary>
    public bool BetterThan(ScoreCard other)
    {
        var (failures, worst, sum) = Rank();
        var (otherFailures, otherWorst, otherSum) = other.Rank();
        if (failures != otherFailures)
            return failures < otherFailures;
        return Math.Abs(worst - otherWorst) > 1e-9 ? worst < otherWorst : sum < otherSum - 1e-9;
    }

    private (int Failures, double Worst, double Sum) Rank()
    {
        var measured = Attributes.Where(entry => entry.Verdict != Verdict.NotMeasured).ToList();
        return (
            measured.Count(entry => entry.Verdict == Verdict.Fail) + (Judgement?.Verdicts.Count(entry => entry.Verdict == Verdict.Fail) ?? 0),
            measured.Select(entry => Math.Max(0, entry.Exceedance)).DefaultIfEmpty(0).Max(),
            measured.Sum(entry => Math.Max(0, entry.Exceedance)));
    }
}
