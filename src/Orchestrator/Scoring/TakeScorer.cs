using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Lines;
using Orchestrator.Scoring.Measures;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring;

/// <summary>
/// Measures a decoded take attribute by attribute, in causal order: what an earlier attribute explains is undone before a later
/// one is measured.
/// </summary>
internal sealed class TakeScorer(Shot shot, FrameSize size, int filmFps)
{
    private const int ComparedFrames = 3;
    private const int CellSide = 4;
    private const double MovementMargin = 1.3;
    private const double ArmsMargin = 1.8;
    private const double DarkShare = 0.98;

    /// <summary>The entries of the card, in causal order.</summary>
    /// <param name="reference">The storyboard frame at the reel's working size.</param>
    /// <param name="reel">The decoded take.</param>
    /// <param name="sound">Its sound, if any.</param>
    public IReadOnlyList<AttributeScore> Score(Picture reference, Reel reel, SoundFacts? sound)
    {
        var still = StillRuns.Of(reel);
        var referenceLuma = Luma.Of(reference);
        var technical = TechnicalMeasure.Score(reel, shot, size, filmFps, referenceLuma.Mean(), still);
        var continuity = CutMeasure.Score(reel, out var cut);
        var steps = cut is { } frame ? frame - 1 : reel.Steps.Count;
        var pictures = Comparable(reel, cut);
        var take = pictures[0];

        var placement = PlacementSearch.Find(EdgeMap.Of(referenceLuma), EdgeMap.Of(Luma.Of(take)));
        var referenceLight = new LightTable(reference);
        var grades = Grades(referenceLight, pictures, placement.OrNone());
        var grade = grades.Count == 0 ? Grade.None : LightingMeasure.Middle(grades);

        var window = SubjectWindow.Of(shot.Fields, (double)reel.Width / reel.Height);
        var referenceColours = LabMap.Of(referenceLight, CellSide, grade);
        var takeColours = LabMap.Of(new LightTable(take), CellSide, Grade.None);
        var mark = new SubjectSearch(referenceColours, takeColours, window).Find();
        var armsLength = window.Widened(ArmsMargin);
        var stands = mark.OrNone();
        var inside = new SubjectSearch(referenceColours, takeColours, armsLength).Closest(stands.Dx, stands.Dy, stands.Scale);
        var outside = Surroundings.Difference(referenceColours, takeColours, armsLength, placement.OrNone());

        return
        [
            technical,
            continuity,
            LightingMeasure.Score(grades),
            PaletteMeasure.Score(grades),
            StabilityMeasure.Score(reel, Math.Min(steps, reel.Steps.Count - still.Tail)),
            CompositionMeasure.Score(placement, mark, window),
            PoseMeasure.Score(inside, outside, window),
            MotionMeasure.Score(reel, shot, still, steps, window.Grown(MovementMargin)),
            AudioMeasure.Score(shot, sound),
        ];
    }

    /// <summary>The entries of a clip of which nothing can be decoded.</summary>
    public IReadOnlyList<AttributeScore> Unreadable(string why) =>
    [
        TechnicalMeasure.Unreadable(shot, why),
        .. Enum.GetValues<ScoredAttribute>().Where(attribute => attribute != ScoredAttribute.Technical)
            .Select(attribute => Finding.NotMeasured(attribute, "the clip cannot be decoded")),
    ];

    private static List<Grade> Grades(LightTable reference, IReadOnlyList<Picture> pictures, Placement placement)
    {
        var grades = new List<Grade>();
        foreach (var picture in pictures.Take(ComparedFrames))
        {
            if (GradeFit.Fit(reference, new LightTable(picture), placement) is { } grade)
                grades.Add(grade);
        }

        return grades;
    }

    // The opening before any cut, without black frames in front of a fade.
    private static List<Picture> Comparable(Reel reel, int? cut)
    {
        var opening = reel.Opening.Take(cut ?? int.MaxValue).ToList();
        var lit = opening.Where((_, frame) => reel.Frames[frame].DarkShare < DarkShare).ToList();
        return lit.Count > 0 ? lit : opening;
    }
}
