using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Workflows;

/// <summary>A shot that says how it ends: a second frame is drawn after its first, takes end on it and are scored against it.</summary>
public sealed class EndFrameTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_ShotWithAnEnd_DrawsItAfterTheFirstFrameAndAsksTakesToEndOnIt()
    {
        List<ScoreTakeRequest> scored = [];
        Insist(set.Stages, scored);

        var delivery = await (await set.StartFilmAsync(Ended())).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(3, set.Stages.Drawn.Count);
        var drawn = set.Stages.Drawn.Single(request => request.AttemptId.EndsWith("/s02/end.1", StringComparison.Ordinal));
        Assert.Equal([delivery.Board!.For("s02").Image], drawn.References!.Select(reference => reference.Asset));
        Assert.Contains("she puts the cup down", drawn.Note);
        var end = delivery.Board.EndOf("s02")!;
        Assert.Null(delivery.Board.EndOf("s01"));
        var takes = set.Stages.Submitted.Where(take => take.Request.ShotId == "s02").ToList();
        Assert.Equal(2, takes.Count);
        Assert.All(takes, take => Assert.Equal(end.Image, take.Request.EndFrame));
        Assert.Null(set.Stages.Submitted.Single(take => take.Request.ShotId == "s01").Request.EndFrame);
        // A take that does not end on its frame is asked for by one field, and nothing else.
        Assert.Equal([ShotField.Ending], takes[0].Request.Diff(takes[1].Request));
        Assert.All(scored, request => Assert.Equal(request.Shot.Id == "s02" ? end.Image : null, request.End));
        Assert.Equal((set.Stages.TakePrice * 3) + (Money.Usd(0.05m) * 3), delivery.Spent);
    }

    [Fact]
    public async Task Run_StoryboardBudgetForTheFirstFramesOnly_CountsTheEndsToo()
    {
        var film = await set.StartFilmAsync(Ended() with { Budget = new(Money.Usd(50), null, Money.Usd(0.10m)) });

        var soFar = await BudgetTests.StoppedAsync(film);

        Assert.Contains("0.15 USD (3 frames at 0.05 USD)", soFar.Message);
        Assert.Equal(Money.Usd(0.15m), soFar.Enough!.Storyboard);
        await film.TerminateAsync();
    }

    [Theory]
    [InlineData("s02", new[] { "/s02/frame.2", "/s02/end.2" })]
    [InlineData("s02/end", new[] { "/s02/end.2" })]
    public async Task RejectFrame_OfAShotWithAnEnd_DrawsWhatIsDrawnAfterItAgainToo(string rejected, string[] drawn)
    {
        var film = await set.StartFilmAsync(Ended() with { StoryboardApproval = new(ApprovalPolicy.Wait) });
        await FilmSet.UntilAsync(film, progress => progress.Waiting is not null);
        var before = set.Stages.Drawn.Count;

        await film.ExecuteUpdateAsync(workflow => workflow.RejectFrameAsync(new(rejected, "closer")));
        await film.ExecuteUpdateAsync(workflow => workflow.ApproveStoryboardAsync());
        var delivery = await film.GetResultAsync();

        Assert.Equal(drawn, set.Stages.Drawn.Skip(before).Select(request => request.AttemptId[request.AttemptId.IndexOf("/s02", StringComparison.Ordinal)..]));
        var last = set.Stages.Drawn.Last();
        Assert.Equal(delivery.Board!.For("s02").Image, last.References!.Single().Asset);
        Assert.Equal(2, delivery.Board.EndOf("s02")!.Version);
        Assert.Equal(delivery.Board.EndOf("s02")!.Image, set.Stages.Submitted.Single(take => take.Request.ShotId == "s02").Request.EndFrame);
    }

    [Fact]
    public async Task Run_FilmOfADraftWithAnEnd_DrawsNothingAndEndsOnTheDraftsFrame()
    {
        var draft = await (await set.StartFilmAsync(new ProductionRequest(Ended()) { Draft = true })).GetResultAsync();
        var drawn = set.Stages.Drawn.Count;

        var film = await (await set.StartFilmAsync(new ProductionRequest(Ended()) { Finish = DraftTests.Cut(draft) })).GetResultAsync();

        Assert.Equal((3, drawn), (drawn, set.Stages.Drawn.Count));
        Assert.Equal(draft.Board!.EndOf("s02"), film.Board!.EndOf("s02"));
        Assert.Equal(draft.Board.EndOf("s02")!.Image, film.Shots[1].BestAttempt()!.Request.EndFrame);
    }

    /// <summary>Two shots, the second of which says how it ends.</summary>
    internal static Brief Ended() => Briefs.Of(seconds: 12, beats: 2) with { ShotEnds = new Dictionary<int, string> { [2] = "she puts the cup down" } };

    /// <summary>The first take of the second shot does not end on its frame; asked more strongly it does.</summary>
    internal static void Insist(FakeStages stages, List<ScoreTakeRequest>? scored = null)
    {
        stages.Score = request =>
        {
            lock (stages)
                scored?.Add(request);
            var bad = request.Shot.Id == "s02" && request.Request.Fields.Ending!.Insistence == Insistence.Plain;
            var card = FakeStages.Card(request.Take.AttemptId, null);
            return request.End is null ? card : card with { Failed = bad ? ScoredAttribute.Ending : null, Attributes = [.. card.Attributes, Ending(bad)] };
        };
        stages.Choose = question =>
        {
            var parent = question.Attempts[question.Best - 1];
            return parent.Card!.Failed is null
                ? new(RepairKind.Accept, null, null, null, "passes")
                : new(RepairKind.Retry, question.Best, parent.Request with { Fields = parent.Request.Fields with { Ending = parent.Request.Fields.Ending! with { Insistence = Insistence.Insisted } } }, ShotField.Ending, "ends elsewhere");
        };
    }

    private static AttributeScore Ending(bool bad) =>
        new(ScoredAttribute.Ending, bad ? Verdict.Fail : Verdict.Pass, bad ? 0.2 : 1, bad ? 2 : 0, 1, bad ? "ends elsewhere" : "fine", new Dictionary<string, double>(), []);
}
