using Orchestrator.Model;
using Orchestrator.Scoring.Lines;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Measures;

/// <summary>
/// Compares the last picture of a take with the storyboard frame that it is to end on: how it lies, where and how the subject stands,
/// what is around it, light and colours. The last frames are looked at, and the one that comes closest counts: a model arrives a frame
/// early or late.
/// </summary>
internal static class EndingMeasure
{
    /// <summary>Pictures that are looked at.</summary>
    public const int Frames = 4;

    private const int CellSide = 4;
    private const double ArmsMargin = 1.8;

    /// <summary>Scores the end.</summary>
    /// <param name="wanted">The storyboard frame of the end.</param>
    /// <param name="last">The last pictures of the take, in order, at the same size; never empty.</param>
    /// <param name="frames">How many frames the take has.</param>
    /// <param name="fields">What the picture of the end shows.</param>
    public static AttributeScore Score(Picture wanted, IReadOnlyList<Picture> last, int frames, ShotFields fields)
    {
        var (light, edges) = (new LightTable(wanted), EdgeMap.Of(Luma.Of(wanted)));
        var window = SubjectWindow.Of(fields, (double)wanted.Width / wanted.Height);
        var found = last.Select((picture, index) => (Faults: Faults(light, edges, picture, window), Frame: frames - last.Count + index))
            .MinBy(entry => entry.Faults.Max(fault => fault.Exceedance));
        var failed = found.Faults.Where(fault => fault.Exceedance > 1).OrderByDescending(fault => fault.Exceedance).ToList();
        return Finding.Of(
            ScoredAttribute.Ending,
            found.Faults.Max(fault => fault.Exceedance),
            1,
            failed.Count == 0 ? $"ends on its storyboard frame (frame {found.Frame})" : $"at its end {string.Join("; ", failed.Select(fault => fault.Words))} (frame {found.Frame})",
            found.Faults.ToDictionary(fault => fault.Name, fault => fault.Deviation),
            [found.Frame]);
    }

    private static IReadOnlyList<Fault> Faults(LightTable light, EdgeMap edges, Picture picture, SubjectWindow window)
    {
        var (table, placement) = (new LightTable(picture), PlacementSearch.Find(edges, EdgeMap.Of(Luma.Of(picture))).OrNone());
        var grade = GradeFit.Fit(light, table, placement) ?? Grade.None;
        var (wanted, seen) = (LabMap.Of(light, CellSide, grade), LabMap.Of(table, CellSide, Grade.None));
        var mark = new SubjectSearch(wanted, seen, window).Find().OrNone();
        var reach = mark.Scale == 1 && mark is { Dx: 0, Dy: 0 } ? window.Widened(ArmsMargin) : window;
        var around = Surroundings.Difference(wanted, seen, window.Widened(ArmsMargin), placement);
        var outline = Math.Max(0, new SubjectSearch(wanted, seen, reach).Closest(mark.Dx, mark.Dy, mark.Scale) - around);
        var aside = Math.Max(Aside(placement.Dx, placement.Dy, placement.Scale), Aside(mark.Dx, mark.Dy, mark.Scale));
        return
        [
            new("place", aside, ScoreLines.EndMark.Exceedance(aside), $"it lies {100 * aside:0} % aside"),
            new("outline", outline, ScoreLines.EndOutline.Exceedance(outline), $"the subject looks another way by {100 * outline:0} %"),
            new("around", around, ScoreLines.EndScenery.Exceedance(around), $"what is around the subject differs by {100 * around:0} %"),
            new("ev", grade.Ev, ScoreLines.LightDrift.Exceedance(LightingMeasure.Deviation(grade)), $"the light is off by {grade.Ev:+0.0;-0.0;0.0} EV and a cast of {grade.CastLength:0.0} ΔE"),
            new("colour", grade.ColourDistance, ScoreLines.ColourDrift.Exceedance(grade.ColourDistance), $"the colours are off by {grade.ColourDistance:0.0} ΔE"),
        ];
    }

    private static double Aside(double dx, double dy, double scale) => Math.Sqrt((dx * dx) + (dy * dy)) + Math.Abs(Math.Log(scale));

    private readonly record struct Fault(string Name, double Deviation, double Exceedance, string Words);
}
