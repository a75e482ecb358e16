using Orchestrator.Model;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>What a measure found, turned into an entry of the score card.</summary>
internal static class Finding
{
    /// <summary>A measured attribute: fails when its exceedance is above 1, is not measured when it cannot be relied on.</summary>
    public static AttributeScore Of(
        ScoredAttribute attribute,
        double exceedance,
        double reliability,
        string evidence,
        IReadOnlyDictionary<string, double> deviations,
        IReadOnlyList<int>? frames = null)
    {
        var verdict = reliability < ScoreLines.LeastReliability ? Verdict.NotMeasured : exceedance > 1 ? Verdict.Fail : Verdict.Pass;
        return new AttributeScore(
            attribute,
            verdict,
            Math.Round(Math.Pow(2, -Math.Max(0, exceedance)), 4),
            Math.Round(exceedance, 4),
            Math.Round(reliability, 4),
            evidence,
            deviations.ToDictionary(entry => entry.Key, entry => Finite(entry.Value)),
            frames ?? []);
    }

    /// <summary>An attribute that nothing can be said of.</summary>
    public static AttributeScore NotMeasured(ScoredAttribute attribute, string why) =>
        new(attribute, Verdict.NotMeasured, 1, 0, 0, why, new Dictionary<string, double>(), []);

    // A score card travels as JSON, which has no infinity.
    private static double Finite(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 0;
}
