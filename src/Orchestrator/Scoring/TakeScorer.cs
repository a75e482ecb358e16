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
/// <param name="shot">What was asked.</param>
/// <param name="size">The film's picture.</param>
/// <param name="lines">Lines of the shorter side that the model delivers; null where it delivers the film's.</param>
/// <param name="filmFps">The film's frames a second.</param>
internal sealed class TakeScorer(Shot shot, FrameSize size, int? lines, int filmFps)
{
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
        var referenceLuma = Luma.Of(reference);
        var continuity = CutMeasure.Score(reel, out var cut);
        var still = StillRuns.Of(reel, cut is { } frame ? frame - 1 : reel.Steps.Count);
        var technical = TechnicalMeasure.Score(reel, shot, size, lines, filmFps, referenceLuma.Mean(), still);
        var pictures = Comparable(reel, cut);
        var take = pictures[0];

        var edges = EdgeMap.Of(referenceLuma);
        var placement = PlacementSearch.Find(edges, EdgeMap.Of(Luma.Of(take)));
        var referenceLight = new LightTable(reference);
        var grades = Grades.Of(referenceLight, edges, pictures, placement.OrNone(), reel, cut ?? reel.Frames.Count);
        var grade = grades.Opening ?? Grade.None;

        var window = SubjectWindow.Of(shot.Fields, (double)reel.Width / reel.Height);
        var referenceColours = LabMap.Of(referenceLight, CellSide, grade);
        var takeColours = LabMap.Of(new LightTable(take), CellSide, Grade.None);
        var mark = new SubjectSearch(referenceColours, takeColours, window).Find();
        // Where the subject alone has moved, the scenery between its arms has not moved along.
        var armsLength = mark.Moved && !placement.Explains ? window : window.Widened(ArmsMargin);
        var stands = mark.OrNone();
        var inside = new SubjectSearch(referenceColours, takeColours, armsLength).Closest(stands.Dx, stands.Dy, stands.Scale);
        var outside = Surroundings.Difference(referenceColours, takeColours, armsLength, placement.OrNone());

        // The camera's way is known; that of a subject which walks is not.
        var region = shot.Fields.Pose.Stance == Stance.Walking ? null
            : RegionTravel.Throughout(DeviationRegion.Of(referenceColours, takeColours, window, stands, placement.OrNone()), reel, cut is { } end ? end - 1 : reel.Steps.Count);

        return
        [
            technical,
            continuity,
            LightingMeasure.Score(grades),
            PaletteMeasure.Score(grades),
            StabilityMeasure.Score(reel, still.Moving),
            CompositionMeasure.Score(placement, mark, window),
            PoseMeasure.Score(inside, outside, window, region),
            MotionMeasure.Score(reel, shot, still, window.Grown(MovementMargin)),
            AudioMeasure.Score(shot, sound),
        ];
    }

    /// <summary>The entries of a clip of which nothing can be decoded.</summary>
    public IReadOnlyList<AttributeScore> Unreadable(string why) =>
    [
        TechnicalMeasure.Unreadable(shot, why),
        .. ScoredAttributes.OfEveryTake.Where(attribute => attribute != ScoredAttribute.Technical)
            .Select(attribute => Finding.NotMeasured(attribute, "the clip cannot be decoded")),
    ];

    // The opening before any cut, without black frames in front of a fade.
    private static List<Picture> Comparable(Reel reel, int? cut)
    {
        var opening = reel.Opening.Take(cut ?? int.MaxValue).ToList();
        var lit = opening.Where((_, frame) => reel.Frames[frame].DarkShare < DarkShare).ToList();
        return lit.Count > 0 ? lit : opening;
    }
}
