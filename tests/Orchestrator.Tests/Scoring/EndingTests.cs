using Orchestrator.Model;
using Orchestrator.Scoring.Repairs;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Scoring;

/// <summary>How a take ends, how it goes on from the shot before it, and what has drifted from the storyboard frame by then.</summary>
public sealed class EndingTests : IDisposable
{
    private static readonly TestScene Scene = new(320, 180);

    private readonly ScoringStudio studio = new();

    public void Dispose() => studio.Dispose();

    [Fact]
    public async Task ScoreTake_ThatEndsOnItsFrame_Passes()
    {
        var card = await ScoreEndAsync(new SceneFaults());

        Assert.Equal(Verdict.Pass, card.For(ScoredAttribute.Ending).Verdict);
        Assert.Null(card.Failed);
    }

    [Theory]
    [InlineData("aside")]
    [InlineData("pose")]
    [InlineData("light")]
    [InlineData("elsewhere")]
    public async Task ScoreTake_ThatEndsOtherwise_FailsAtItsEndAloneAndIsMendedByThatField(string what)
    {
        // What is wanted at the end is other than what the take shows there.
        var card = await ScoreEndAsync(what switch
        {
            "aside" => new SceneFaults { SubjectDx = 0.14 },
            "pose" => new SceneFaults { OtherPose = true },
            "light" => new SceneFaults { Ev = 1.2 },
            _ => new SceneFaults { CutAt = 0 },
        });

        Assert.Equal(ScoredAttribute.Ending, card.Failed);
        Assert.StartsWith("at its end ", card.For(ScoredAttribute.Ending).Evidence);
        var shot = Ended();
        var request = new TakeRequest(shot.Id, "model", shot.Fields, 2, 1, new("00", 1, "image/png"), new(320, 180));
        var attempt = new Attempt(1, "a", request, null, null, "", OutcomeClass.Delivered, null, card, Money.Zero);
        var repair = new RepairChooser(new(shot, [attempt], 1, 4)).Choose();
        Assert.Equal((RepairKind.Retry, ShotField.Ending), (repair.Kind, repair.Changed));
        Assert.Equal([ShotField.Ending], request.Diff(repair.Request!));
    }

    [Fact]
    public async Task ScoreTake_ChainedShot_HasItsSeamScoredWithoutTheFrameThatIsShownTwice()
    {
        var before = await ClipAsync(0, new SceneFaults());
        var good = await ScoreChainedAsync(before, new SceneFaults());
        var jumps = await ScoreChainedAsync(before, new SceneFaults { PictureDx = 0.1 });

        Assert.Equal(Verdict.Pass, good.For(ScoredAttribute.Seam).Verdict);
        Assert.Equal(Verdict.Fail, jumps.For(ScoredAttribute.Seam).Verdict);
        // The place has a field of its own; the seam is blamed only where nothing else is.
        Assert.Equal(ScoredAttribute.Composition, jumps.Failed);
    }

    [Fact]
    public async Task ScoreTake_LaterPartThatFollowsTheOneBeforeItAndNotTheStoryboard_FailsForItsDrift()
    {
        var off = new SceneFaults { Ev = -0.9 };
        var (start, board) = (await studio.DrawAsync(Scene, off), await studio.DrawAsync(Scene, new SceneFaults()));
        var request = await RequestAsync(await ClipAsync(0, off), start, TestShots.Shot());

        var near = await studio.Activities.ScoreTakeAsync(request);
        var far = await studio.Activities.ScoreTakeAsync(request with { Board = board });
        var same = await studio.Activities.ScoreTakeAsync(request with { Board = start });

        Assert.Equal(Verdict.Pass, near.For(ScoredAttribute.Lighting).Verdict);
        Assert.Equal(ScoredAttribute.Lighting, far.Failed);
        Assert.Contains("storyboard frame", near.For(ScoredAttribute.Composition).Evidence);
        Assert.Equal(near.For(ScoredAttribute.Composition).Evidence.Replace("storyboard frame", "start frame"), far.For(ScoredAttribute.Composition).Evidence);
        Assert.StartsWith("drifted from the storyboard frame of the shot: -0.9 EV", far.For(ScoredAttribute.Lighting).Evidence);
        Assert.Equal(-0.9, far.For(ScoredAttribute.Lighting).Deviations["ev"], 1);
        Assert.Null(same.Failed);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-0.9, false)]
    public async Task ScoreTake_ShotThatGoesOnAndDarkens_IsHeldAgainstItsStoryboardFrameWhereItsStartIs(double start, bool fails)
    {
        var (from, board) = (await studio.DrawAsync(Scene, new SceneFaults { Ev = start }), await studio.DrawAsync(Scene, new SceneFaults()));
        var request = await RequestAsync(await ClipAsync(0, new SceneFaults { Ev = -0.9 }), from, TestShots.Shot()) with { Chained = true, Board = board };

        var card = await studio.Activities.ScoreTakeAsync(request);

        // Off its start is a fault in any case; off the frame counts where the picture that it goes on from was not.
        Assert.Equal(fails ? ScoredAttribute.Lighting : null, card.Failed);
    }

    private async Task<ScoreCard> ScoreEndAsync(SceneFaults wanted)
    {
        var end = await StillAsync(ScoringStudio.Frames - 1, wanted);
        var request = await RequestAsync(await ClipAsync(0, new SceneFaults()), await studio.DrawAsync(Scene, new SceneFaults()), Ended());
        return await studio.Activities.ScoreTakeAsync(request with { End = end });
    }

    private async Task<ScoreCard> ScoreChainedAsync(AssetRef before, SceneFaults faults)
    {
        var last = ScoringStudio.Frames - 1;
        var request = await RequestAsync(await ClipAsync(last, faults), await StillAsync(last, new SceneFaults()), TestShots.Shot());
        return await studio.Activities.ScoreTakeAsync(request with { Before = before, Chained = true });
    }

    private static Shot Ended()
    {
        var shot = TestShots.Shot();
        var fields = shot.Fields with { Ending = new("the figure still waits") };
        return shot with { Fields = fields, End = new("the figure still waits", fields) };
    }

    private async Task<ScoreTakeRequest> RequestAsync(AssetRef clip, AssetRef start, Shot shot)
    {
        var size = new FrameSize(Scene.Width, Scene.Height);
        var take = new Take(shot.Id, $"film/{clip.Sha256[..8]}", clip, new ClipFacts(ScoringStudio.Frames, TestScene.Fps, size, false), Money.Zero, false);
        return new(shot, start, take, new(shot.Id, "model", shot.Fields, 2, 1, start, size), TestScene.Fps);
    }

    // The scene from a frame on: the first frame of a shot that goes on is the last one of the shot before it.
    private async Task<AssetRef> ClipAsync(int from, SceneFaults faults) =>
        await studio.Store.AddFileAsync(await studio.FilmAsync(Scene, faults, ScoringStudio.Frames, [], 20, from), "video/mp4");

    private async Task<AssetRef> StillAsync(int frame, SceneFaults faults) => await studio.DrawAsync(Scene, faults, frame);
}
