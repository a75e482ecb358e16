using Orchestrator.Model;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring;

/// <summary>
/// Names the one attribute to blame: the first in causal order that fails and is not dwarfed by the worst. A technical fault is
/// blamed in any case: a clip that cannot be used says nothing of the rest.
/// </summary>
internal static class Blame
{
    /// <summary>The blamed attribute; null when none fails.</summary>
    public static ScoredAttribute? Of(IReadOnlyList<AttributeScore> attributes)
    {
        var failed = attributes.Where(entry => entry.Verdict == Verdict.Fail).ToList();
        if (failed.Count == 0)
            return null;
        var line = ScoreLines.GateShare * failed.Max(Weight);
        return failed.OrderBy(entry => entry.Attribute)
            .First(entry => entry.Attribute == ScoredAttribute.Technical || entry.Exceedance >= line).Attribute;
    }

    /// <summary>
    /// The blamed attribute of a shot that goes on from another: its seam only where nothing else fails, for what is wrong with the light
    /// or the place of a take shows at its seam too, and has a field of its own that mends it.
    /// </summary>
    public static ScoredAttribute? OfChained(IReadOnlyList<AttributeScore> attributes) =>
        Of([.. attributes.Where(entry => entry.Attribute != ScoredAttribute.Seam)]) ?? Of(attributes);

    // What is only a hint dwarfs nothing, however far it is off.
    private static double Weight(AttributeScore entry) =>
        entry.Reliability <= ScoreLines.HintReliability ? 0 : Math.Min(entry.Exceedance, ScoreLines.PlainlyWrong);
}
