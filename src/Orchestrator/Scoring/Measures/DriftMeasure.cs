using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Lines;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// Light and colours of a later part against the storyboard frame of its shot: each part follows the one before it closely enough, and
/// after some of them the shot has another look. What the frame does not show is not measured.
/// </summary>
internal static class DriftMeasure
{
    private const double Colourless = 3;

    /// <summary>The entries with the drift in them, where it is worse than what they tell.</summary>
    /// <param name="attributes">The entries of the part, measured against the picture that it starts from.</param>
    /// <param name="board">The storyboard frame, at the reel's working size.</param>
    /// <param name="reel">The part.</param>
    public static IReadOnlyList<AttributeScore> Add(IReadOnlyList<AttributeScore> attributes, Picture board, Reel reel)
    {
        _ = CutMeasure.Score(reel, out var cut);
        if (Grades.Throughout(new LightTable(board), EdgeMap.Of(Luma.Of(board)), reel, cut ?? reel.Frames.Count) is not { } grade)
            return attributes;
        return [.. attributes.Select(entry => entry.Attribute switch
        {
            ScoredAttribute.Lighting => Worse(entry, Light(grade)),
            ScoredAttribute.Palette when grade.Chroma > Colourless => Worse(entry, Colour(grade)),
            _ => entry,
        })];
    }

    private static AttributeScore Worse(AttributeScore near, AttributeScore far) =>
        far.Verdict == Verdict.Fail && far.Exceedance > Math.Max(1, near.Exceedance) ? far : near;

    private static AttributeScore Light(Grade grade) => Finding.Of(
        ScoredAttribute.Lighting,
        ScoreLines.LightDrift.Exceedance(LightingMeasure.Deviation(grade)),
        1,
        $"drifted from the storyboard frame of the shot: {grade.Ev:+0.0;-0.0;0.0} EV, a cast of {grade.CastLength:0.0} ΔE",
        new Dictionary<string, double> { ["ev"] = grade.Ev, ["warmth"] = grade.Cast.B, ["cast"] = grade.CastLength });

    private static AttributeScore Colour(Grade grade) => Finding.Of(
        ScoredAttribute.Palette,
        ScoreLines.ColourDrift.Exceedance(grade.ColourDistance),
        1,
        $"drifted from the storyboard frame of the shot: hues by {grade.Hue:+0;-0;0}°, saturation {100 * grade.Saturation:0} %, {grade.ColourDistance:0.0} ΔE in all",
        new Dictionary<string, double> { ["hue"] = grade.Hue, ["saturation"] = grade.Saturation, ["distance"] = grade.ColourDistance });
}
