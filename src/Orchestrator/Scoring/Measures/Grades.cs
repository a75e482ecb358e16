using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Measures;

/// <summary>The grades of a take: in the middle of its first frames', and in the middle of those of its second half.</summary>
internal sealed class Grades
{
    private const int OpeningFrames = 3;
    private const int LaterFrames = 4;
    private const int FewestLater = 2;
    private const double LeastLikeness = 0.5;

    private readonly List<int> laterFrames = [];
    private int openingFrames;

    private Grades()
    {
    }

    /// <summary>Grade of the first frames; null where nothing can be compared.</summary>
    public Grade? Opening { get; private set; }

    /// <summary>Grade of the second half; null where too few of its frames still show what the storyboard frame shows.</summary>
    public Grade? Later { get; private set; }

    /// <summary>Fits the grades of a take.</summary>
    /// <param name="reference">The storyboard frame.</param>
    /// <param name="edges">Its edges.</param>
    /// <param name="opening">The take's first frames.</param>
    /// <param name="placement">How they lie on the storyboard frame.</param>
    /// <param name="reel">The take.</param>
    /// <param name="end">Frame of a cut, or the end.</param>
    public static Grades Of(LightTable reference, EdgeMap edges, IReadOnlyList<Picture> opening, Placement placement, Reel reel, int end)
    {
        var grades = new Grades();
        var first = opening.Take(OpeningFrames).Select(picture => GradeFit.Fit(reference, new LightTable(picture), placement)).OfType<Grade>().ToList();
        grades.openingFrames = first.Count;
        grades.Opening = Middle(first);
        var later = reel.Later.Where(sample => sample.Frame < end && sample.Frame >= end / 2).ToList();
        var every = Math.Max(1, later.Count / LaterFrames);
        grades.Later = Middle([.. grades.Fit(reference, edges, later.Where((_, index) => index % every == 0))]);
        return grades;
    }

    /// <summary>Where a finding was made, in words.</summary>
    public string Where(bool later) => later ? $"frames {string.Join(", ", laterFrames)}" : $"frames 0–{openingFrames - 1}";

    /// <summary>Frames that a finding was made on.</summary>
    public IReadOnlyList<int> Frames(bool later) => later ? laterFrames : [.. Enumerable.Range(0, openingFrames)];

    // The camera and the subject have moved by then: each frame is laid on the storyboard frame anew, and left out where that fails.
    private List<Grade> Fit(LightTable reference, EdgeMap edges, IEnumerable<(int Frame, Picture Picture)> samples)
    {
        var fitted = new List<Grade>();
        foreach (var (frame, picture) in samples)
        {
            if (OfPicture(reference, edges, picture) is not { } grade)
                continue;
            laterFrames.Add(frame);
            fitted.Add(grade);
        }

        return fitted.Count >= FewestLater ? fitted : [];
    }

    /// <summary>
    /// The grade in the middle of frames all over a take, each laid anew on a picture that it need not begin with; null where too few of
    /// them still show what the picture shows.
    /// </summary>
    public static Grade? Throughout(LightTable reference, EdgeMap edges, Reel reel, int end)
    {
        var grades = new Grades();
        var samples = reel.Opening.Take(1).Select(picture => (0, picture)).Concat(reel.Later.Where(sample => sample.Frame < end)).ToList();
        var every = Math.Max(1, samples.Count / (2 * LaterFrames));
        return Middle([.. grades.Fit(reference, edges, samples.Where((_, index) => index % every == 0))]);
    }

    /// <summary>The grade of one picture laid anew on another; null where it does not show what that shows.</summary>
    public static Grade? OfPicture(LightTable reference, EdgeMap edges, Picture picture)
    {
        var placement = PlacementSearch.Find(edges, EdgeMap.Of(Luma.Of(picture))).OrNone();
        return placement.Likeness < LeastLikeness ? null : GradeFit.Fit(reference, new LightTable(picture), placement);
    }

    // By exposure: one odd frame does not decide.
    private static Grade? Middle(List<Grade> grades) => grades.Count == 0 ? null : grades.OrderBy(grade => grade.Ev).ElementAt(grades.Count / 2);
}
