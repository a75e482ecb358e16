using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// Flicker: the change of brightness along the movement, taken as the change of that change, so that a fade, which is steady,
/// counts for nothing, and neither does anything that merely moves.
/// </summary>
internal static class StabilityMeasure
{
    private const double MatchedResidual = 12;
    private const int FewestSteps = 6;
    private const int EvidenceFrames = 3;
    private const double LumaFloor = 16;

    /// <summary>Scores the steps before a cut and before a frozen end.</summary>
    public static AttributeScore Score(Reel reel, int steps)
    {
        if (steps < FewestSteps)
            return Finding.NotMeasured(ScoredAttribute.Stability, "too few moving frames to tell flicker from movement");
        var changes = reel.Steps.Take(steps).Select(Brightening).ToList();
        var jumps = changes.Skip(1).Zip(changes, (next, change) => next - change).ToList();
        var brightness = reel.Frames.Take(steps + 1).Average(frame => frame.MeanLuma);
        var flicker = 100 * Math.Sqrt(jumps.Average(jump => jump * jump)) / (brightness + LumaFloor);
        var reliability = 0.2 + (0.8 * FlowReliability.Of(reel, steps));
        var worst = jumps.Select((jump, index) => (Size: Math.Abs(jump), Frame: index + 1))
            .OrderByDescending(jump => jump.Size).Take(EvidenceFrames).Select(jump => jump.Frame).Order().ToList();
        return Finding.Of(
            ScoredAttribute.Stability,
            ScoreLines.Flicker.Exceedance(flicker, reliability),
            reliability,
            $"brightness jumps by {flicker:0.0} % from frame to frame along the movement"
                + (ScoreLines.Flicker.Exceedance(flicker, reliability) > 1 ? $" (worst at frames {string.Join(", ", worst)})" : ""),
            new Dictionary<string, double> { ["flicker"] = flicker },
            worst);
    }

    private static double Brightening(StepFacts step)
    {
        var field = step.Field;
        var values = field.Brightening.Where((_, block) => field.Residual[block] < MatchedResidual).Order().ToArray();
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }
}
