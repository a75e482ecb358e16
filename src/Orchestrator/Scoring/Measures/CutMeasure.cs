using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// Finds the step that looks most like a cut: what movement cannot explain jumps against its neighbourhood, and colours change
/// with it. A flash comes back to what was before, and is left to the stability measure.
/// </summary>
internal static class CutMeasure
{
    private const int Near = 2;
    private const int Far = 6;
    private const int FlashFrames = 4;
    private const double Returned = 0.45;
    private const double HistogramFloor = 0.01;

    /// <summary>Scores continuity.</summary>
    public static AttributeScore Score(Reel reel, out int? cutFrame)
    {
        var (step, strength) = Strongest(reel);
        var deviation = Math.Log(1 + strength);
        var exceedance = ScoreLines.Cut.Exceedance(deviation);
        cutFrame = exceedance > 1 ? step + 1 : null;
        return cutFrame is { } frame
            ? Finding.Of(
                ScoredAttribute.Continuity,
                exceedance,
                1,
                $"a cut at frame {frame} ({frame / reel.Fps:0.00} s) that the plan does not ask for",
                new Dictionary<string, double> { ["cutAtFrame"] = frame, ["cut"] = deviation },
                [frame - 1, frame])
            : Finding.Of(
                ScoredAttribute.Continuity, exceedance, 1, "one continuous take", new Dictionary<string, double> { ["cut"] = deviation });
    }

    private static (int Step, double Strength) Strongest(Reel reel)
    {
        var residuals = reel.Steps.ConvertAll(step => step.Field.MeanResidual());
        var best = (Step: 0, Strength: 0.0);
        for (var step = 0; step < residuals.Count; step++)
        {
            var strength = residuals[step] / (Around(residuals, step) + 1) * Math.Sqrt(reel.Steps[step].Recolouring + HistogramFloor);
            if (strength > best.Strength && !ComesBack(reel, step))
                best = (step, strength);
        }

        return best;
    }

    private static double Around(List<double> residuals, int step)
    {
        double sum = 0;
        var count = 0;
        for (var distance = Near; distance <= Far; distance++)
        {
            foreach (var neighbour in (int[])[step - distance, step + distance])
            {
                if (neighbour < 0 || neighbour >= residuals.Count)
                    continue;
                sum += residuals[neighbour];
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    private static bool ComesBack(Reel reel, int step)
    {
        var before = reel.Frames[step].Thumbnail;
        var jump = Difference(before, reel.Frames[step + 1].Thumbnail);
        for (var after = step + 2; after <= Math.Min(step + 1 + FlashFrames, reel.Frames.Count - 1); after++)
        {
            if (Difference(before, reel.Frames[after].Thumbnail) < Returned * jump)
                return true;
        }

        // The way back from a flash looks like a cut too.
        var landed = reel.Frames[step + 1].Thumbnail;
        for (var earlier = step - 1; earlier >= Math.Max(0, step - FlashFrames); earlier--)
        {
            if (Difference(landed, reel.Frames[earlier].Thumbnail) < Returned * jump)
                return true;
        }

        return false;
    }

    private static double Difference(Pictures.Luma first, Pictures.Luma second) => MeanDifference.Of(first.Values, second.Values);
}
