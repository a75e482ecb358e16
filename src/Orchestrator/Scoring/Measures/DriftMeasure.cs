using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Lines;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// Light and colours of a take that starts from another picture, against the storyboard frame of its shot: each follows the one before it
/// closely enough, and after some of them the film has another look. What the frame does not show is not measured, and where a shot goes
/// on from one that is off the frame already, the frame says nothing of it.
/// </summary>
internal static class DriftMeasure
{
    private const double Colourless = 3;

    /// <summary>The entries with the drift in them, where it is worse than what they tell.</summary>
    /// <param name="attributes">Its entries, measured against the picture that it starts from.</param>
    /// <param name="board">The storyboard frame, at the reel's working size.</param>
    /// <param name="start">The picture that a shot starts from which goes on from another, at that size; null for a later part.</param>
    /// <param name="reel">The take.</param>
    public static IReadOnlyList<AttributeScore> Add(IReadOnlyList<AttributeScore> attributes, Picture board, Picture? start, Reel reel)
    {
        _ = CutMeasure.Score(reel, out var cut);
        var (frame, edges) = (new LightTable(board), EdgeMap.Of(Luma.Of(board)));
        if (Grades.Throughout(frame, edges, reel, cut ?? reel.Frames.Count) is not { } grade)
            return attributes;
        var begins = start is null ? null : Grades.OfPicture(frame, edges, start);
        return [.. attributes.Select(entry => entry.Attribute switch
        {
            ScoredAttribute.Lighting => Worse(entry, Light(grade), begins is null ? null : Light(begins)),
            ScoredAttribute.Palette when grade.Chroma > Colourless => Worse(entry, Colour(grade), begins is null ? null : Colour(begins)),
            _ => entry,
        })];
    }

    private static AttributeScore Worse(AttributeScore near, AttributeScore far, AttributeScore? begins) =>
        begins?.Verdict != Verdict.Fail && far.Verdict == Verdict.Fail && far.Exceedance > Math.Max(1, near.Exceedance) ? far : near;

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
