using Orchestrator.Model;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>Exposure and white balance against the storyboard frame, from the fitted grades of the first frames.</summary>
internal static class LightingMeasure
{
    private const double PerStop = 14;
    private const double PerCast = 1.5;
    private const int EnoughBlocks = 60;

    /// <summary>Scores the light.</summary>
    public static AttributeScore Score(IReadOnlyList<Grade> grades)
    {
        if (grades.Count == 0)
            return Finding.NotMeasured(ScoredAttribute.Lighting, "too few parts of the picture can be compared with the storyboard frame");
        var grade = Middle(grades);
        double ev = grade.Ev, cast = grade.CastLength, warmth = grade.Cast.B;
        var deviation = Math.Max(PerStop * Math.Abs(ev), PerCast * cast);
        var reliability = Math.Clamp(grade.Blocks / (double)EnoughBlocks, 0, 1);
        return Finding.Of(
            ScoredAttribute.Lighting,
            ScoreLines.Light.Exceedance(deviation, reliability),
            reliability,
            $"{Exposure(ev)}, {Cast(cast, warmth)} (frames 0–{grades.Count - 1})",
            new Dictionary<string, double> { ["ev"] = ev, ["warmth"] = warmth, ["cast"] = cast },
            [.. Enumerable.Range(0, grades.Count)]);
    }

    /// <summary>The grade in the middle of several, by exposure: one odd frame does not decide.</summary>
    internal static Grade Middle(IReadOnlyList<Grade> grades) => grades.OrderBy(grade => grade.Ev).ElementAt(grades.Count / 2);

    private static string Exposure(double ev) => Math.Abs(ev) < 0.05
        ? "exposed as the storyboard frame"
        : $"{Math.Abs(ev):0.0#} EV {(ev < 0 ? "darker" : "brighter")} than the storyboard frame";

    private static string Cast(double cast, double warmth) => cast < 1
        ? "same white balance"
        : $"a cast of {cast:0.0} ΔE, {Math.Abs(warmth):0.0} of it {(warmth > 0 ? "warmer" : "cooler")}";
}
