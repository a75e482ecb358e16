using Orchestrator.Model;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>Exposure and white balance against the storyboard frame, from fitted grades: of the first frames, and of later ones for drift.</summary>
internal static class LightingMeasure
{
    private const double PerStop = 14;
    private const double PerCast = 1.5;
    private const int EnoughBlocks = 60;

    /// <summary>Scores the light.</summary>
    public static AttributeScore Score(Grades grades)
    {
        if (grades.Opening is not { } grade)
            return Finding.NotMeasured(ScoredAttribute.Lighting, "too few parts of the picture can be compared with the storyboard frame");
        var later = grades.Later ?? grade;
        var reliability = Math.Clamp(grade.Blocks / (double)EnoughBlocks, 0, 1);
        var atStart = ScoreLines.Light.Exceedance(Deviation(grade), reliability);
        var drifted = ScoreLines.LightDrift.Exceedance(Deviation(later), reliability);
        var isDrift = drifted > Math.Max(1, atStart);
        var shown = isDrift ? later : grade;
        return Finding.Of(
            ScoredAttribute.Lighting,
            Math.Max(atStart, drifted),
            reliability,
            $"{Exposure(shown.Ev)}, {Cast(shown.CastLength, shown.Cast.B)} ({grades.Where(isDrift)})",
            new Dictionary<string, double>
            {
                ["ev"] = grade.Ev, ["warmth"] = grade.Cast.B, ["cast"] = grade.CastLength, ["laterEv"] = later.Ev, ["laterWarmth"] = later.Cast.B,
            },
            grades.Frames(isDrift));
    }

    /// <summary>How far the light is off, in ΔE.</summary>
    public static double Deviation(Grade grade) => Math.Max(PerStop * Math.Abs(grade.Ev), PerCast * grade.CastLength);

    private static string Exposure(double ev) => Math.Abs(ev) < 0.05
        ? "exposed as the storyboard frame"
        : $"{Math.Abs(ev):0.0#} EV {(ev < 0 ? "darker" : "brighter")} than the storyboard frame";

    private static string Cast(double cast, double warmth) => cast < 1
        ? "same white balance"
        : $"a cast of {cast:0.0} ΔE, {Math.Abs(warmth):0.0} of it {(warmth > 0 ? "warmer" : "cooler")}";
}
