using Orchestrator.Model;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>Hue and saturation against the storyboard frame, after the light is divided out: of the first frames, and of later ones for drift.</summary>
internal static class PaletteMeasure
{
    private const double Colourless = 3;
    private const double Colourful = 8;

    /// <summary>Scores the colours.</summary>
    public static AttributeScore Score(Grades grades)
    {
        if (grades.Opening is not { } grade)
            return Finding.NotMeasured(ScoredAttribute.Palette, "too few parts of the picture can be compared with the storyboard frame");
        var reliability = Math.Clamp((grade.Chroma - Colourless) / (Colourful - Colourless), 0, 1);
        if (reliability < ScoreLines.LeastReliability)
            return Finding.NotMeasured(ScoredAttribute.Palette, $"the storyboard frame has hardly any colour (mean chroma {grade.Chroma:0.0})");
        var later = grades.Later ?? grade;
        var atStart = ScoreLines.Colour.Exceedance(grade.ColourDistance, reliability);
        var drifted = ScoreLines.ColourDrift.Exceedance(later.ColourDistance, reliability);
        var isDrift = drifted > Math.Max(1, atStart);
        var shown = isDrift ? later : grade;
        return Finding.Of(
            ScoredAttribute.Palette,
            Math.Max(atStart, drifted),
            reliability,
            $"{Hue(shown.Hue)}, {Saturation(shown.Saturation)}, {shown.ColourDistance:0.0} ΔE in all ({grades.Where(isDrift)})",
            new Dictionary<string, double>
            {
                ["hue"] = grade.Hue, ["saturation"] = grade.Saturation, ["distance"] = grade.ColourDistance, ["laterDistance"] = later.ColourDistance,
            },
            grades.Frames(isDrift));
    }

    private static string Hue(double degrees) => Math.Abs(degrees) < 2 ? "same hues" : $"hues turned by {degrees:+0;-0}°";

    private static string Saturation(double ratio) => Math.Abs(ratio - 1) < 0.05 ? "same saturation" : $"saturation {100 * ratio:0} %";
}
