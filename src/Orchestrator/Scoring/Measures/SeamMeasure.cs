using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Flow;
using Orchestrator.Scoring.Lines;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// Compares what happens over a seam with what happens from frame to frame on both sides of it: the light, the place of what is seen,
/// what movement cannot explain, and the pace of the movement before and after. What the parts do by themselves is no fault of the seam.
/// </summary>
internal static class SeamMeasure
{
    /// <summary>Frames that are looked at on each side.</summary>
    public const int Frames = 24;

    private const int LightFrames = 3;
    private const int PaceSteps = 8;
    private const double StillPace = 0.15;
    private const double SharpShare = 0.05;
    private const double ResidualFloor = 2;

    /// <summary>Scores the seam.</summary>
    /// <param name="seam">What is on both sides of it.</param>
    /// <param name="sameAction">
    /// Whether both sides are parts of one shot. A shot that goes on from another has an action, a pace and a camera move of its own, which
    /// its other attributes answer for: that it moves at another pace is no fault of the seam.
    /// </param>
    public static AttributeScore Score(SeamReel seam, bool sameAction = true)
    {
        var (light, place, jump, pace) = (Light(seam), Place(seam), Jump(seam), Pace(seam));
        var faults = new List<(double Exceedance, string Words)>
        {
            (ScoreLines.SeamLight.Exceedance(light), $"the light jumps by {light:0.0} ΔE"),
            (ScoreLines.SeamPlace.Exceedance(place), $"the picture jumps aside by {place:0.0} % of its width"),
            (ScoreLines.SeamJump.Exceedance(jump), $"what is seen changes {jump:0.0} times as much as from frame to frame"),
        };
        if (sameAction)
            faults.Add((ScoreLines.SeamPace.Exceedance(Math.Abs(pace)), $"it moves {Math.Pow(2, Math.Abs(pace)):0.0} times as {(pace > 0 ? "fast" : "slowly")} as before"));
        var failed = faults.Where(fault => fault.Exceedance > 1).OrderByDescending(fault => fault.Exceedance).ToList();
        return Finding.Of(
            ScoredAttribute.Seam,
            faults.Max(fault => fault.Exceedance),
            1,
            failed.Count == 0 ? $"goes on where the {(sameAction ? "part" : "shot")} before it ends" : $"over the seam {string.Join("; ", failed.Select(fault => fault.Words))}",
            new Dictionary<string, double> { ["light"] = light, ["place"] = place, ["jump"] = jump, ["pace"] = pace },
            failed.Count == 0 ? [] : [0]);
    }

    // Mean colour of the frames around the seam, beyond what as many frames make inside the parts.
    private static double Light(SeamReel seam)
    {
        var colours = seam.Before.Concat(seam.After).Select(Mean).ToList();
        var within = Enumerable.Range(LightFrames, Math.Max(0, colours.Count - (2 * LightFrames) + 1))
            .Where(at => at <= seam.Step + 1 - LightFrames || at >= seam.Step + 1 + LightFrames)
            .Select(at => Difference(colours, at)).Order().ToList();
        return Math.Max(0, Difference(colours, seam.Step + 1) - Middle(within));
    }

    private static double Difference(List<Lab> colours, int at)
    {
        var (before, after) = (colours.Take(at).TakeLast(LightFrames).ToList(), colours.Skip(at).Take(LightFrames).ToList());
        return new Lab(before.Average(colour => colour.L), before.Average(colour => colour.A), before.Average(colour => colour.B))
            .DistanceTo(new Lab(after.Average(colour => colour.L), after.Average(colour => colour.A), after.Average(colour => colour.B)));
    }

    private static Lab Mean(Picture picture)
    {
        var (red, green, blue) = new LightTable(picture).Mean(0, 0, picture.Width, picture.Height)!.Value;
        return ColourSpace.ToLab(red, green, blue);
    }

    // How far the whole picture lies aside, beyond what the camera does anyway; edges say it whatever the light does.
    private static double Place(SeamReel seam)
    {
        var placement = PlacementSearch.Find(EdgeMap.Of(Luma.Of(seam.Before[^1])), EdgeMap.Of(Luma.Of(seam.After[0]))).OrNone();
        var across = placement.Dx - (Usual(seam, step => step.Camera.Across) / seam.Reel.Width);
        var down = (placement.Dy - (Usual(seam, step => step.Camera.Down) / seam.Reel.Height)) * seam.Reel.Height / seam.Reel.Width;
        var growth = (placement.Scale - 1 - Usual(seam, step => step.Camera.Growth)) / 2;
        return 100 * Math.Sqrt((across * across) + (down * down) + (growth * growth));
    }

    private static double Usual(SeamReel seam, Func<StepFacts, double> value) =>
        Middle([.. seam.Reel.Steps.Where((_, index) => index != seam.Step).Select(value).Order()]);

    // Where the picture changes most of what movement leaves unexplained: a limb that jumps is a small part of it.
    private static double Jump(SeamReel seam)
    {
        var residuals = seam.Reel.Steps.ConvertAll(step => Sharpest(step.Field));
        var usual = Middle([.. residuals.Where((_, index) => index != seam.Step).Order()]);
        return (residuals[seam.Step] + ResidualFloor) / (usual + ResidualFloor);
    }

    private static double Sharpest(FlowField field)
    {
        var blocks = Math.Max(1, (int)(field.Residual.Length * SharpShare));
        return field.Residual.OrderDescending().Take(blocks).Average();
    }

    // Octaves by which what is after the seam moves faster than what is before it.
    private static double Pace(SeamReel seam)
    {
        var steps = seam.Reel.Steps;
        var before = steps.Take(seam.Step).TakeLast(PaceSteps).Select(Speed).ToList();
        var after = steps.Skip(seam.Step + 1).Take(PaceSteps).Select(Speed).ToList();
        return before.Count == 0 || after.Count == 0 ? 0 : Math.Log2((after.Average() + StillPace) / (before.Average() + StillPace));
    }

    private static double Speed(StepFacts step)
    {
        var field = step.Field;
        var moved = Enumerable.Range(0, field.Across.Length).Where(block => field.Textured[block])
            .Select(block => Math.Sqrt((field.Across[block] * field.Across[block]) + (field.Down[block] * field.Down[block]))).ToList();
        return moved.Count == 0 ? 0 : moved.Average();
    }

    private static double Middle(IReadOnlyList<double> ordered) => ordered.Count == 0 ? 0 : ordered[ordered.Count / 2];
}
