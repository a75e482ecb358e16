using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Scoring.Repairs;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;
using static Orchestrator.Tests.Scoring.Repairs.Attempts;

namespace Orchestrator.Tests.Scoring.Repairs;

/// <summary>Edits of the best take as repairs, with the models and prices of the catalogue.</summary>
public sealed class EditRepairsTests
{
    private static readonly string[] WithEdits = ["kling-v3-pro", "gemini-omni-fal-edit", "runway-aleph", "ltx-2.3-retake"];

    [Fact]
    public void Choose_ACheaperEditThatTheBriefNames_ChangesOnlyTheFailedFieldOfTheBestTake()
    {
        var first = Taken(1, Card(ScoredAttribute.Lighting, 2, ("ev", -1.3)));

        var repair = Choose(WithEdits, first);

        Assert.Equal((RepairKind.Retry, 1, ShotField.Lighting), (repair.Kind, repair.Parent, repair.Changed));
        Assert.Equal("gemini-omni-fal-edit", repair.Request!.Model);
        Assert.Equal((first.Take!.Clip, ShotField.Lighting), (repair.Request.Source!.Clip, repair.Request.Source.Field));
        // What the shot wants, not the opposite of the error.
        Assert.Equal(FilmedShot.Fields.Lighting, repair.Request.Fields.Lighting);
        Assert.Equal([ShotField.Lighting], first.Request.Diff(repair.Request));
        Assert.Contains("Lighting edited in take 1 by gemini-omni-fal-edit for 0.70 USD, 1.00 USD expected to an accepted take; a fresh take on kling-v3-pro 1.05 USD", repair.Reason);
    }

    [Fact]
    public void Choose_EditsInReserveThatNobodyNames_TakesAfresh()
    {
        var repair = Choose([], Taken(1, Card(ScoredAttribute.Lighting, 2, ("ev", -1.3))));

        Assert.Null(repair.Request!.Source);
        Assert.Equal(1.3, repair.Request.Fields.Lighting.ExposureEv);
    }

    [Fact]
    public void Choose_ADearerEdit_TakesAfresh()
    {
        var repair = Choose(["kling-v3-pro", "runway-aleph"], Taken(1, Card(ScoredAttribute.Lighting, 2, ("ev", -1.3))));

        Assert.Null(repair.Request!.Source);
    }

    [Theory]
    [InlineData(ScoredAttribute.Audio, "", 0, 0, 5)]
    [InlineData(ScoredAttribute.Continuity, "cutAtFrame", 48, 2, 3)]
    [InlineData(ScoredAttribute.Continuity, "cutAtFrame", 110, 3, 2)]
    [InlineData(ScoredAttribute.Motion, "frozen", 0.6, 2, 3)]
    public void Choose_APartOfTheLengthIsWrong_IsRetakenAlone(ScoredAttribute failed, string deviation, double value, double from, double seconds)
    {
        var repair = Choose(WithEdits, Taken(1, Card(failed, 2, (deviation, value))));

        Assert.Equal("ltx-2.3-retake", repair.Request!.Model);
        Assert.Equal((from, seconds), (repair.Request.Source!.From, repair.Request.Source.Seconds));
    }

    [Fact]
    public void Choose_FieldThatNoEditMends_TakesAfresh()
    {
        var repair = Choose(WithEdits, Taken(1, Card(ScoredAttribute.Pose)));

        Assert.Null(repair.Request!.Source);
        Assert.Equal(ShotField.Pose, repair.Changed);
    }

    [Fact]
    public void Choose_AnEditThatDidNotHelp_IsFollowedByAFreshTakeOfTheOriginalRequest()
    {
        var first = Taken(1, Card(ScoredAttribute.Lighting, 2, ("ev", -1.3)));
        var edit = Choose(["kling-v3-pro", "gemini-omni-fal-edit"], first).Request!;
        var second = Taken(2, Card(ScoredAttribute.Lighting, 2.5, ("ev", -1.6)), edit, parent: 1, changed: ShotField.Lighting);

        var repair = Choose(["kling-v3-pro", "gemini-omni-fal-edit"], first, second);

        Assert.Equal((1, ShotField.Lighting), (repair.Parent, repair.Changed));
        Assert.Equal(("kling-v3-pro", null), (repair.Request!.Model, repair.Request.Source));
        Assert.Equal(1.3, repair.Request.Fields.Lighting.ExposureEv);
    }

    [Fact]
    public void Choose_AnEditedBestWithAnotherFault_GoesBackToTheRequestThatItComesFrom()
    {
        var first = Taken(1, Card(ScoredAttribute.Lighting, 3, ("ev", -1.3)));
        var edit = Choose(WithEdits, first).Request!;
        var second = Taken(2, Card(ScoredAttribute.Pose, 1.5), edit, parent: 1, changed: ShotField.Lighting);

        var repair = new RepairChooser(new ChooseRepairRequest(FilmedShot, [first, second], 2, 6) { Models = WithEdits }, Edits()).Choose();

        Assert.Equal((1, ShotField.Pose), (repair.Parent, repair.Changed));
        Assert.Equal([ShotField.Pose], first.Request.Diff(repair.Request!));
    }

    [Fact]
    public void Choose_AnOmniTake_IsEditedInTheConversationThatMadeIt()
    {
        string[] models = ["gemini-omni", "gemini-omni-edit"];
        var first = Taken(1, Card(ScoredAttribute.Lighting, 2, ("ev", -1.3)), Request() with { Model = "gemini-omni" });
        var known = first with { Take = first.Take! with { RequestId = "int-1" } };

        var repair = Choose(models, known);

        Assert.Equal(("gemini-omni-edit", "int-1"), (repair.Request!.Model, repair.Request.Source!.RequestId));
        Assert.Equal([ShotField.Lighting], known.Request.Diff(repair.Request));
        // Without its id, and of another model's take, there is no conversation to go on with.
        Assert.Null(Choose(models, first).Request!.Source);
        Assert.Null(Choose(models, known with { Request = Request() with { Model = "kling-v3-pro" } }).Request!.Source);
    }

    [Fact]
    public void Choose_AnEditOfAnOmniTake_GoesOnFromTheEdit()
    {
        string[] models = ["gemini-omni", "gemini-omni-edit"];
        var first = Taken(1, Card(ScoredAttribute.Lighting, 3, ("ev", -1.3)), Request() with { Model = "gemini-omni" });
        first = first with { Take = first.Take! with { RequestId = "int-1" } };
        var second = Taken(2, Card(ScoredAttribute.Palette, 2, ("hue", 30)), Choose(models, first).Request!, parent: 1, changed: ShotField.Lighting);
        second = second with { Take = second.Take! with { RequestId = "int-2" } };

        var repair = new RepairChooser(new ChooseRepairRequest(FilmedShot, [first, second], 2, 6) { Models = models }, Edits()).Choose();

        Assert.Equal((2, "int-2", ShotField.Palette), (repair.Parent, repair.Request!.Source!.RequestId, repair.Changed));
    }

    [Fact]
    public void Choose_AFaultWithARegion_IsPaintedAnewInItAlone()
    {
        var region = new PictureRegion(0.3, 0.1, 0.4, 0.8);
        var pose = Card(ScoredAttribute.Pose);
        var seen = pose with { Attributes = [.. pose.Attributes.Select(entry => entry.Verdict == Verdict.Fail ? entry with { Region = region } : entry)] };
        string[] models = ["kling-v3-pro", "wan-vace-inpaint"];

        var first = Taken(1, seen);
        var repair = Choose(models, first);

        Assert.Equal(("wan-vace-inpaint", region, ShotField.Pose), (repair.Request!.Model, repair.Request.Source!.Region, repair.Changed));
        Assert.Equal(Insistence.Strict, repair.Request.Fields.Pose.Insistence);
        Assert.Equal([ShotField.Pose], first.Request.Diff(repair.Request));
        // Five seconds at 24 frames are 7.5 units of sixteen.
        Assert.Contains("for 0.60 USD", repair.Reason);
        Assert.Null(Choose(models, Taken(1, pose)).Request!.Source);
    }

    [Fact]
    public void Choose_AnInpaintingThatDidNotHelp_IsNotAskedForAgain()
    {
        var pose = Card(ScoredAttribute.Pose);
        var seen = pose with { Attributes = [.. pose.Attributes.Select(entry => entry.Verdict == Verdict.Fail ? entry with { Region = new(0.3, 0.1, 0.4, 0.8) } : entry)] };
        string[] models = ["kling-v3-pro", "wan-vace-inpaint"];
        var first = Taken(1, seen);
        var asked = Choose(models, first).Request!;
        var masked = asked with { Source = asked.Source! with { Mask = new(new string('d', 64), 9, "video/mp4") } };
        var second = Taken(2, Card(ScoredAttribute.Pose, 2.1), masked, parent: 1, changed: ShotField.Pose);

        Assert.Null(Choose(models, first, second).Request!.Source);
    }

    private static Repair Choose(IReadOnlyList<string> models, params Attempt[] attempts) =>
        new RepairChooser(new ChooseRepairRequest(FilmedShot, attempts, 1, 6) { Models = models.Count == 0 ? null : models }, Edits()).Choose();

    private static EditRepairs Edits() => new(ModelCatalogue.ReadInstalled(), BacklotSet.Accounts, ChanceModel.Empty, null, new(2026, 11, 21));

    private static Attempt Taken(int number, ScoreCard card, TakeRequest? request = null, int? parent = null, ShotField? changed = null)
    {
        var attempt = Attempt(number, request ?? Request() with { Model = "kling-v3-pro" }, card, parent, changed);
        return attempt with { Take = attempt.Take! with { Facts = new(120, 24, new(1280, 720), true) } };
    }
}
