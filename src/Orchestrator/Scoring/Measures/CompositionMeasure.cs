using Orchestrator.Model;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>Framing of the whole picture and the subject's mark, against the storyboard frame.</summary>
internal static class CompositionMeasure
{
    private const double LeastMove = 0.01;

    /// <summary>Scores the framing: what moved most is told, the subject or everything.</summary>
    public static AttributeScore Score(Placement placement, SubjectMark mark, SubjectWindow window)
    {
        var whole = placement.OrNone();
        var subject = mark.OrNone();
        var (x, y) = whole.ToTake(window.X, window.Y);
        var byWhole = (Dx: x - window.X, Dy: y - window.Y, whole.Scale);
        var all = Deviation(byWhole.Dx, byWhole.Dy, byWhole.Scale);
        var alone = Deviation(subject.Dx, subject.Dy, subject.Scale);
        var isSubject = alone > all;
        var (dx, dy, scale) = isSubject ? (subject.Dx, subject.Dy, subject.Scale) : byWhole;
        return Finding.Of(
            ScoredAttribute.Composition,
            ScoreLines.Mark.Exceedance(Math.Max(all, alone)),
            1,
            Words(isSubject ? "subject" : "picture", dx, dy, scale),
            new Dictionary<string, double> { ["dx"] = dx, ["dy"] = dy, ["scale"] = scale, ["likeness"] = placement.Likeness },
            [0]);
    }

    private static double Deviation(double dx, double dy, double scale) => Math.Sqrt((dx * dx) + (dy * dy)) + Math.Abs(Math.Log(scale));

    private static string Words(string what, double dx, double dy, double scale)
    {
        var parts = new List<string>();
        if (Math.Abs(dx) >= LeastMove)
            parts.Add($"{100 * Math.Abs(dx):0} % of the width to the {(dx > 0 ? "right" : "left")}");
        if (Math.Abs(dy) >= LeastMove)
            parts.Add($"{100 * Math.Abs(dy):0} % of the height {(dy > 0 ? "lower" : "higher")}");
        if (Math.Abs(scale - 1) >= 2 * LeastMove)
            parts.Add($"{100 * scale:0} % of the size");
        return parts.Count == 0 ? "framed as the storyboard frame" : $"{what} {string.Join(", ", parts)} (frame 0)";
    }
}
