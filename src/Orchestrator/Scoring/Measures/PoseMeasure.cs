using Orchestrator.Model;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// The outline of the subject against the storyboard frame once both are laid on each other, less what differs around it. Pixels
/// cannot tell hands from sleeves, so this is a hint: its reliability stays at 0.4, and only a gross difference fails.
/// </summary>
internal static class PoseMeasure
{
    private const double SmallestArea = 0.01;

    /// <summary>Scores the outline.</summary>
    /// <param name="inside">Difference inside the subject's window, followed to where it stands, 0..1.</param>
    /// <param name="outside">Difference outside of it, 0..1.</param>
    /// <param name="window">The subject's window.</param>
    /// <param name="region">Where it differs; null where that does not hold for the whole take.</param>
    public static AttributeScore Score(double inside, double outside, SubjectWindow window, PictureRegion? region)
    {
        var area = Math.PI * window.HalfWidth * window.HalfHeight;
        if (area < SmallestArea)
            return Finding.NotMeasured(ScoredAttribute.Pose, "the subject is too small to see its outline");
        var outline = Math.Max(0, inside - outside);
        return Finding.Of(
            ScoredAttribute.Pose,
            ScoreLines.Outline.Exceedance(outline, ScoreLines.HintReliability),
            ScoreLines.HintReliability,
            $"outline of the subject differs by {100 * outline:0} % from the storyboard frame, its surroundings by {100 * outside:0} % (frame 0)",
            new Dictionary<string, double> { ["outline"] = outline, ["inside"] = inside, ["outside"] = outside },
            [0]) with { Region = region };
    }
}
