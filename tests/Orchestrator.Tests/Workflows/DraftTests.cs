using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Workflows;

/// <summary>A draft of cheap small takes, and the film that is made of it.</summary>
public sealed class DraftTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_Draft_FilmsSmallOnTheDraftsModelFromAStoryboardOfTheFilmsSize()
    {
        var draft = await DraftAsync(set);

        Assert.True(draft.Draft);
        Assert.Equal(DeliveryStatus.Completed, draft.Status);
        Assert.All(set.Stages.Drawn, frame => Assert.Equal(new(1280, 720), frame.Size));
        Assert.All(set.Stages.Submitted, take => Assert.Equal(("draft-model", new(640, 360)), (take.Request.Model, take.Request.Size)));
        Assert.Equal(3, set.Stages.Submitted.Count);
    }

    [Fact]
    public async Task Run_FilmOfADraft_AsksTheFilmsModelForTheSameFieldsAndSeedsAndDrawsNothing()
    {
        var draft = await DraftAsync(set);
        var (drawn, filmed) = (set.Stages.Drawn.Count, set.Stages.Submitted.Count);

        var film = await (await set.StartFilmAsync(Finish(draft))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, film.Status);
        Assert.False(film.Draft);
        Assert.Equal(drawn, set.Stages.Drawn.Count);
        var takes = set.Stages.Submitted.Skip(filmed).Select(submit => submit.Request).ToList();
        Assert.Equal(2, takes.Count);
        Assert.All(takes, take =>
        {
            var accepted = draft.Shots.Single(shot => shot.ShotId == take.ShotId).BestAttempt()!.Request;
            Assert.Equal(("video-model", new FrameSize(1280, 720)), (take.Model, take.Size));
            Assert.Equal(accepted.Seed, take.Seed);
            Assert.Empty(accepted.Fields.Diff(take.Fields));
            Assert.Equal(accepted.StartFrame, take.StartFrame);
        });
        Assert.Equal(1, takes.Single(take => take.ShotId == "s01").Fields.Lighting.ExposureEv);
        Assert.Equal(draft.Plan!.Shots.Select(shot => (shot.Id, shot.Frames)), film.Plan!.Shots.Select(shot => (shot.Id, shot.Frames)));
    }

    [Fact]
    public async Task Run_FilmOfADraft_CountsTheDraftAgainstTheBudgetAndTellsItApart()
    {
        var draft = await DraftAsync(set);
        Assert.Equal(Money.Usd(3.1m), draft.Spent);

        var film = await (await set.StartFilmAsync(Finish(draft))).GetResultAsync();
        var poor = await set.StartFilmAsync(Finish(draft, Money.Usd(5)));
        var soFar = await BudgetTests.StoppedAsync(poor);

        Assert.Equal(new DraftBill(Money.Usd(0.1m), Money.Usd(3)), film.Drafted);
        Assert.Equal(Money.Usd(5.1m), film.Spent);
        Assert.Equal(Money.Usd(5.1m), soFar.Enough!.Film);
        Assert.Contains("spent 3.10 USD", soFar.Message);
        await poor.TerminateAsync();
    }

    [Fact]
    public async Task Run_DraftWhoseModelWillNotHaveTheShot_FallsBackToAModelForDrafts()
    {
        List<RouteShotRequest> asked = [];
        var route = set.Stages.Route;
        set.Stages.Route = async request =>
        {
            lock (asked)
                asked.Add(request);
            return await route(request) is var choice && request.Excluded.Count > 0 ? choice with { Model = $"other-{choice.Model}" } : choice;
        };
        set.Stages.Submit = request => Task.FromResult(
            request.Request.Model == "draft-model" ? new SubmitResult(OutcomeClass.ModelRetired, null, "gone") : FakeStages.Accepted(request));

        var draft = await (await set.StartFilmAsync(new ProductionRequest(Brief) { Draft = true })).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, draft.Status);
        Assert.All(draft.Shots, shot => Assert.Equal("other-draft-model", shot.BestAttempt()!.Request.Model));
        Assert.All(asked, request => Assert.True(request.Draft));
        Assert.Contains(asked, request => request.Excluded.Count > 0);
    }

    [Fact]
    public async Task Run_DraftAndItsFilm_BuyShotsOfOneSceneTogetherAsOtherFilmsDo()
    {
        List<GroupShotsRequest> asked = [];
        set.Stages.Group = request =>
        {
            lock (asked)
                asked.Add(request);
            return SceneTests.FirstThree(request);
        };
        set.Stages.Score = request => FakeStages.Card(
            request.Take.AttemptId, request.Shot.Id == "s02" && request.Request.Fields.Lighting.ExposureEv == 0 ? ScoredAttribute.Lighting : null);
        set.Stages.Choose = RecordedScenario.Brighter;

        var brief = SceneTests.Four();
        var draft = await (await set.StartFilmAsync(new ProductionRequest(brief) { Draft = true })).GetResultAsync();
        var together = Assert.Single(set.Stages.Submitted, submit => submit.Request.Cuts is not null).Request;
        Assert.Equal((new FrameSize(640, 360), "draft-model"), (together.Size, together.Model));
        var filmed = set.Stages.Submitted.Count;

        var film = await (await set.StartFilmAsync(new ProductionRequest(brief) { Finish = Cut(draft) })).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, film.Status);
        // The scene, and the fourth shot: the second shot has the light that the draft found.
        Assert.Equal(2, set.Stages.Submitted.Count - filmed);
        together = Assert.Single(set.Stages.Submitted.Skip(filmed), submit => submit.Request.Cuts is not null).Request;
        Assert.Equal((new FrameSize(1280, 720), "video-model"), (together.Size, together.Model));
        Assert.Equal(1, together.Cuts!.Single(cut => cut.ShotId == "s02").Fields.Lighting.ExposureEv);
        Assert.All(film.Shots, shot => Assert.Single(shot.Attempts));
        Assert.Equal([true, false], asked.Select(request => request.Draft));
        Assert.Equal(1, asked[1].Shots[1].Fields.Lighting.ExposureEv);
    }

    [Theory]
    [InlineData(1280, 720, 640, 360)]
    [InlineData(1920, 1080, 640, 360)]
    [InlineData(1080, 1920, 360, 640)]
    [InlineData(640, 360, 640, 360)]
    [InlineData(1000, 502, 1000, 502)]
    public void ForDraft_KeepsTheShape(int width, int height, int draftWidth, int draftHeight) =>
        Assert.Equal(new(draftWidth, draftHeight), new FrameSize(width, height).ForDraft());

    /// <summary>A delivered draft of two shots, the first of which needed a repair.</summary>
    internal static async Task<Delivery> DraftAsync(FilmSet set)
    {
        set.Stages.Score = request => FakeStages.Card(
            request.Take.AttemptId, request.Shot.Id == "s01" && request.Request.Fields.Lighting.ExposureEv == 0 ? ScoredAttribute.Lighting : null);
        set.Stages.Choose = RecordedScenario.Brighter;
        return await (await set.StartFilmAsync(new ProductionRequest(Brief) { Draft = true })).GetResultAsync();
    }

    /// <summary>The film of a draft.</summary>
    internal static ProductionRequest Finish(Delivery draft, Money? budget = null) => new(Brief with { Budget = new(budget ?? Money.Usd(50)) }) { Finish = Cut(draft) };

    /// <summary>What the film takes over of a draft.</summary>
    internal static DraftCut Cut(Delivery draft)
    {
        var takes = draft.Shots.Aggregate(Money.Zero, (sum, shot) => sum + shot.Spent);
        return new(draft.Plan!, draft.Board!, [.. draft.Shots.Select(shot => shot.BestAttempt()!.Request)], new(draft.Spent - takes, takes));
    }

    private static Brief Brief => Briefs.Of(seconds: 12, beats: 2);
}
