using Orchestrator.Model;
using Orchestrator.Scoring;
using Orchestrator.Scoring.Lines;
using Orchestrator.Scoring.Measures;

namespace Orchestrator.Tests.Scoring;

public sealed class BlameTests
{
    [Fact]
    public void Of_NothingFails_BlamesNothing() => Assert.Null(Blame.Of(Card()));

    [Fact]
    public void Of_LightDragsPoseDown_BlamesTheLight() =>
        Assert.Equal(ScoredAttribute.Lighting, Blame.Of(Card((ScoredAttribute.Lighting, 1.6), (ScoredAttribute.Pose, 2.5))));

    [Fact]
    public void Of_EarlierFaultIsDwarfed_BlamesTheWorst() =>
        Assert.Equal(ScoredAttribute.Composition, Blame.Of(Card((ScoredAttribute.Lighting, 1.05), (ScoredAttribute.Composition, 4))));

    [Fact]
    public void Of_AHintIsFarOff_DoesNotHideAMeasuredFault() => Assert.Equal(
        ScoredAttribute.Composition,
        Blame.Of([.. Card((ScoredAttribute.Composition, 1.2)), Finding.Of(ScoredAttribute.Pose, 4.8, 0.4, "", new Dictionary<string, double>())]));

    [Fact]
    public void Of_FlickerFarBeyondItsLine_DoesNotHideACut() =>
        Assert.Equal(ScoredAttribute.Continuity, Blame.Of(Card((ScoredAttribute.Continuity, 1.9), (ScoredAttribute.Stability, 18))));

    [Fact]
    public void Of_TechnicalFault_IsBlamedInAnyCase() =>
        Assert.Equal(ScoredAttribute.Technical, Blame.Of(Card((ScoredAttribute.Technical, 1.1), (ScoredAttribute.Motion, 9))));

    [Fact]
    public void Of_UnreliableMeasure_IsNeverBlamed()
    {
        var entry = Finding.Of(ScoredAttribute.Palette, 3, 0.2, "", new Dictionary<string, double>());

        Assert.Equal(Verdict.NotMeasured, entry.Verdict);
        Assert.Null(Blame.Of([entry]));
    }

    [Fact]
    public void Finding_OnTheLine_ScoresOneHalf()
    {
        var line = ScoreLines.Flicker;
        var entry = Finding.Of(ScoredAttribute.Stability, line.Exceedance(line.Reject), 1, "", new Dictionary<string, double>());

        Assert.Equal(0.5, entry.Score, 4);
        Assert.Equal(1, Finding.Of(ScoredAttribute.Stability, line.Exceedance(line.Median), 1, "", new Dictionary<string, double>()).Score);
    }

    [Fact]
    public void Finding_NotANumber_StaysOutOfTheCard()
    {
        var entry = Finding.Of(ScoredAttribute.Stability, 0, 1, "", new Dictionary<string, double> { ["flicker"] = double.NaN, ["speed"] = double.PositiveInfinity });

        Assert.All(entry.Deviations.Values, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void ScoreLines_EveryLine_HasASourceAndRejectsMoreThanItsMedian() => Assert.All(ScoreLines.All, line =>
    {
        Assert.True(line.Reject > line.Median, line.Name);
        Assert.NotEmpty(line.Source);
        Assert.NotEmpty(line.Unit);
    });

    private static List<AttributeScore> Card(params (ScoredAttribute Attribute, double Exceedance)[] failed) =>
        [.. failed.Select(entry => Finding.Of(entry.Attribute, entry.Exceedance, 1, "", new Dictionary<string, double>()))];
}
