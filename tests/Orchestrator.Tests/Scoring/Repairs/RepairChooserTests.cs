using Orchestrator.Model;
using static Orchestrator.Tests.Scoring.Repairs.Attempts;

namespace Orchestrator.Tests.Scoring.Repairs;

public sealed class RepairChooserTests
{
    [Fact]
    public void Choose_BestPasses_Accepts()
    {
        var repair = Choose(1, 4, Attempt(1, Request(), Card(null)));

        Assert.Equal(RepairKind.Accept, repair.Kind);
        Assert.Null(repair.Request);
    }

    [Fact]
    public void Choose_TooDark_TakesTheExposureBack()
    {
        var repair = ChooseFirst(ScoredAttribute.Lighting, Request(), ("ev", -1.27), ("warmth", 0.4));

        Assert.Equal(ShotField.Lighting, repair.Changed);
        Assert.Equal(1.3, repair.Request!.Fields.Lighting.ExposureEv);
        Assert.Equal(Warmth.Neutral, repair.Request.Fields.Lighting.Warmth);
        Assert.Equal(1, repair.Parent);
    }

    [Fact]
    public void Choose_FarTooBright_StaysWithinTwoStops()
    {
        var repair = ChooseFirst(ScoredAttribute.Lighting, Request(), ("ev", 3.4));

        Assert.Equal(-2, repair.Request!.Fields.Lighting.ExposureEv);
    }

    [Fact]
    public void Choose_TooWarm_AsksForTheNextCoolerLight()
    {
        var repair = ChooseFirst(ScoredAttribute.Lighting, Request(), ("ev", 0.02), ("warmth", 8), ("cast", 8.4));

        Assert.Equal(Warmth.Cool, repair.Request!.Fields.Lighting.Warmth);
        Assert.Equal(0, repair.Request.Fields.Lighting.ExposureEv);
    }

    [Fact]
    public void Choose_TooWarmWhereCoolIsAskedAlready_TriesAnotherSeed()
    {
        var cool = FilmedShot.Fields with { Lighting = FilmedShot.Fields.Lighting with { Warmth = Warmth.Cool } };

        var repair = ChooseFirst(ScoredAttribute.Lighting, Request(cool), ("ev", 0.02), ("warmth", 8), ("cast", 8.4));

        Assert.Equal(ShotField.Seed, repair.Changed);
        Assert.Equal(8, repair.Request!.Seed);
    }

    [Fact]
    public void Choose_HuesTurnedAndFaded_TurnsBackAndSaturates()
    {
        var repair = ChooseFirst(ScoredAttribute.Palette, Request(), ("hue", 38.4), ("saturation", 0.5));

        Assert.Equal(ShotField.Palette, repair.Changed);
        Assert.Equal(-38, repair.Request!.Fields.Palette.HueShiftDegrees);
        Assert.Equal(200, repair.Request.Fields.Palette.SaturationPercent);
    }

    [Fact]
    public void Choose_SubjectOffItsMark_MovesItTheOtherWay()
    {
        var repair = ChooseFirst(ScoredAttribute.Composition, Request(), ("dx", 0.12), ("dy", -0.004), ("scale", 1.25));

        Assert.Equal(28, repair.Request!.Fields.Composition.SubjectX);
        Assert.Equal(55, repair.Request.Fields.Composition.SubjectY, 6);
        Assert.Equal(80, repair.Request.Fields.Composition.ScalePercent);
    }

    [Fact]
    public void Choose_TooFast_SlowsInProportion()
    {
        var repair = ChooseFirst(ScoredAttribute.Motion, Request(), ("speed", 2.5), ("frozen", 0));

        Assert.Equal(40, repair.Request!.Fields.Motion.SpeedPercent);
    }

    [Fact]
    public void Choose_Frozen_InsistsOnMovement()
    {
        var repair = ChooseFirst(ScoredAttribute.Motion, Request(), ("speed", 0.6), ("frozen", 0.66));

        Assert.Equal(Insistence.Insisted, repair.Request!.Fields.Motion.Insistence);
        Assert.Equal(100, repair.Request.Fields.Motion.SpeedPercent);
    }

    [Theory]
    [InlineData(ScoredAttribute.Continuity, ShotField.Camera)]
    [InlineData(ScoredAttribute.Stability, ShotField.Stability)]
    [InlineData(ScoredAttribute.Pose, ShotField.Pose)]
    [InlineData(ScoredAttribute.Audio, ShotField.Audio)]
    public void Choose_FaultThatInsistenceCures_InsistsOnItsField(ScoredAttribute failed, ShotField field)
    {
        var first = Request();
        var repair = ChooseFirst(failed, first);

        Assert.Equal(field, repair.Changed);
        Assert.Equal([field], repair.Request!.Diff(first));
    }

    [Fact]
    public void Choose_InsistingOnceDidNotHelp_InsistsStrictly()
    {
        var first = Request();
        var insisted = first with { Fields = first.Fields with { Pose = first.Fields.Pose with { Insistence = Insistence.Insisted } } };

        var repair = Choose(
            1, 4, Attempt(1, first, Card(ScoredAttribute.Pose)), Attempt(2, insisted, Card(ScoredAttribute.Pose), 1, ShotField.Pose));

        Assert.Equal(Insistence.Strict, repair.Request!.Fields.Pose.Insistence);
        Assert.Equal(1, repair.Parent);
        Assert.Equal([ShotField.Pose], repair.Request.Diff(first));
    }

    [Fact]
    public void Choose_ShortClip_AsksForTheMissingSeconds()
    {
        var repair = ChooseFirst(ScoredAttribute.Technical, Request(seconds: 5), ("missingFrames", 30), ("missingSeconds", 1.25));

        Assert.Equal(ShotField.Timing, repair.Changed);
        Assert.Equal(7, repair.Request!.Seconds);
    }

    [Fact]
    public void Choose_BlackFrames_TriesAnotherSeed()
    {
        var repair = ChooseFirst(ScoredAttribute.Technical, Request(), ("missingFrames", 0), ("blackFrames", 12));

        Assert.Equal(ShotField.Seed, repair.Changed);
    }

    [Fact]
    public void Choose_BestTakeWasARetry_ChangesThatTakesRequest()
    {
        var first = Request();
        var brighter = first with { Fields = first.Fields with { Lighting = first.Fields.Lighting with { ExposureEv = 1.3 } } };

        var repair = Choose(
            2,
            4,
            Attempt(1, first, Card(ScoredAttribute.Lighting, 3, ("ev", -1.3))),
            Attempt(2, brighter, Card(ScoredAttribute.Palette, 2, ("hue", 40), ("saturation", 1)), 1, ShotField.Lighting));

        Assert.Equal(2, repair.Parent);
        Assert.Equal(1.3, repair.Request!.Fields.Lighting.ExposureEv);
        Assert.Equal(-40, repair.Request.Fields.Palette.HueShiftDegrees);
        Assert.Equal([ShotField.Palette], repair.Request.Diff(brighter));
    }

    [Fact]
    public void Choose_AttemptFailedWithoutATake_DoesNotSendItAgain()
    {
        var first = Request();
        var brighter = first with { Fields = first.Fields with { Lighting = first.Fields.Lighting with { ExposureEv = 1.3 } } };

        var repair = Choose(
            1, 4, Attempt(1, first, Card(ScoredAttribute.Lighting, 3, ("ev", -1.3))), Attempt(2, brighter, null, 1, ShotField.Lighting));

        Assert.Equal(RepairKind.Retry, repair.Kind);
        Assert.NotEqual(brighter, repair.Request);
        Assert.NotEqual(first, repair.Request);
    }

    [Fact]
    public void Choose_AttemptWasRefused_StopsWithTheBest()
    {
        var first = Request();

        var repair = Choose(
            1,
            4,
            Attempt(1, first, Card(ScoredAttribute.Pose)),
            Attempt(2, first with { Seed = 8 }, null, 1, ShotField.Seed, OutcomeClass.Refused));

        Assert.Equal(RepairKind.AcceptWithNotes, repair.Kind);
        Assert.Contains("refused", repair.Reason);
    }

    [Fact]
    public void Choose_AttemptsUsedUp_StopsWithTheBest()
    {
        var repair = Choose(1, 1, Attempt(1, Request(), Card(ScoredAttribute.Pose)));

        Assert.Equal(RepairKind.AcceptWithNotes, repair.Kind);
    }

    [Fact]
    public void Choose_TwoRetriesInARowGainedNothing_StopsWithTheBest()
    {
        var first = Request();

        var repair = Choose(
            1,
            6,
            Attempt(1, first, Card(ScoredAttribute.Pose)),
            Attempt(2, first with { Seed = 8 }, Card(ScoredAttribute.Pose), 1, ShotField.Seed),
            Attempt(3, first with { Seed = 9 }, Card(ScoredAttribute.Pose), 1, ShotField.Seed));

        Assert.Equal(RepairKind.AcceptWithNotes, repair.Kind);
    }

    [Fact]
    public void Choose_AFieldGainedTooLittleTwice_TriesAnotherSeed()
    {
        var first = Request();
        var second = first with { Fields = first.Fields with { Lighting = first.Fields.Lighting with { ExposureEv = 1 } } };
        var third = second with { Fields = second.Fields with { Lighting = second.Fields.Lighting with { ExposureEv = 1.5 } } };

        var repair = Choose(
            3,
            6,
            Attempt(1, first, Card(ScoredAttribute.Lighting, 2.4, ("ev", -1))),
            Attempt(2, second, Card(ScoredAttribute.Lighting, 2.3, ("ev", -0.9)), 1, ShotField.Lighting),
            Attempt(3, third, Card(ScoredAttribute.Lighting, 2.2, ("ev", -0.8)), 2, ShotField.Lighting));

        Assert.Equal(ShotField.Seed, repair.Changed);
        Assert.Equal([ShotField.Seed], repair.Request!.Diff(third));
    }

    [Fact]
    public void Choose_BestIsUnknown_Throws() =>
        Assert.Throws<ArgumentException>(() => Choose(2, 4, Attempt(1, Request(), Card(null))));

    [Fact]
    public void Choose_JudgeMissesTheAction_AsksForTheActionMoreStronglyEachTime()
    {
        var fields = FilmedShot.Fields with { Action = new("she opens the door") };
        var first = Attempt(1, Request(fields), Objected());
        var second = Attempt(2, Request(fields with { Action = fields.Action with { Insistence = Insistence.Insisted } }), Objected(), 1, ShotField.Action);

        var (once, twice) = (Choose(1, 4, first), Choose(1, 4, first, second));

        Assert.Equal((ShotField.Action, Insistence.Insisted), (once.Changed, once.Request!.Fields.Action!.Insistence));
        Assert.Equal((ShotField.Action, Insistence.Strict), (twice.Changed, twice.Request!.Fields.Action!.Insistence));
        Assert.Equal(RepairKind.AcceptWithNotes, Choose(1, 4, first, second, Attempt(3, twice.Request, Objected(), 1, ShotField.Action)).Kind);
    }

    [Fact]
    public void Choose_JudgeMissesTheActionOfAShotThatTellsNone_InsistsOnThePose() =>
        Assert.Equal(ShotField.Pose, Choose(1, 4, Attempt(1, Request(), Objected())).Changed);

    private static ScoreCard Objected() => Card(null) with
    {
        Judgement = new([new(JudgedAspect.Action, Verdict.Fail, 0.9, "the door stays shut", [1])], "a judge", [], Money.Zero),
    };
}
