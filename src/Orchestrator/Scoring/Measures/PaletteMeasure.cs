using Orchestrator.Model;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>Hue and saturation against the storyboard frame, after the light is divided out.</summary>
internal static class PaletteMeasure
{
    private const double Colourless = 3;
    private const double Colourful = 8;

    /// <summary>Scores the colours.</summary>
    public static AttributeScore Score(IReadOnlyList<Grade> grades)
    {
        if (grades.Count == 0)
            return Finding.NotMeasured(ScoredAttribute.Palette, "too few parts of the picture can be compared with the storyboard frame");
        var grade = LightingMeasure.Middle(grades);
        var reliability = Math.Clamp((grade.Chroma - Colourless) / (Colourful - Colourless), 0, 1);
        if (reliability < ScoreLines.LeastReliability)
            return Finding.NotMeasured(ScoredAttribute.Palette, $"the storyboard frame has hardly any colour (mean chroma {grade.Chroma:0.0})");
        return Finding.Of(
            ScoredAttribute.Palette,
            ScoreLines.Colour.Exceedance(grade.ColourDistance, reliability),
            reliability,
            $"{Hue(grade.Hue)}, {Saturation(grade.Saturation)}, {grade.ColourDistance:0.0} ΔE in all (frames 0–{grades.Count - 1})",
            new Dictionary<string, double> { ["hue"] = grade.Hue, ["saturation"] = grade.Saturation, ["distance"] = grade.ColourDistance },
            [.. Enumerable.Range(0, grades.Count)]);
    }

    private static string Hue(double degrees) => Math.Abs(degrees) < 2 ? "same hues" : $"hues turned by {degrees:+0;-0}°";

    private static string Saturation(double ratio) => Math.Abs(ratio - 1) < 0.05 ? "same saturation" : $"saturation {100 * ratio:0} %";
}
