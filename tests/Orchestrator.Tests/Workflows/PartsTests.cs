using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Workflows;

/// <summary>A shot that is longer than its model makes: each part is bought by itself, and a part that fails is taken again alone.</summary>
public sealed class PartsTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_LongShot_BuysEachPartOnceAndTakesABadSeamAgainAlone()
    {
        InParts(set.Stages);

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 14, beats: 1))).GetResultAsync();

        var shot = Assert.Single(delivery.Shots);
        Assert.Equal((DeliveryStatus.Completed, ShotStatus.Accepted), (delivery.Status, shot.Status));
        Assert.Equal([1, 2, 2], shot.Attempts.Select(attempt => attempt.Part));
        Assert.Equal(["video-model", "extender", "extender"], set.Stages.Submitted.Select(sent => sent.Request.Model));
        Assert.Equal([1, 3], shot.Joined);
        Assert.Equal([true, false, true], shot.Attempts.Select(shot.Uses));
        Assert.Equal(ScoredAttribute.Seam, shot.Attempts[1].Card!.Failed);
        Assert.Equal([ShotField.Seed], shot.Attempts[1].Request.Diff(shot.Attempts[2].Request));
        Assert.Equal(shot.Attempts[0].Take!.Clip, shot.Attempts[2].Request.Extends!.Clip);
        Assert.Equal(set.Stages.TakePrice * 3, shot.Spent);
        Assert.Equal(delivery.Spent, set.Stages.TakePrice * 3 + Money.Usd(0.05m));
    }

    [Fact]
    public async Task Run_LongShot_ScoresEachPartAgainstWhatItGoesOnFrom()
    {
        InParts(set.Stages);
        List<ScoreTakeRequest> scored = [];
        var score = set.Stages.Score;
        set.Stages.Score = request =>
        {
            lock (scored)
                scored.Add(request);
            return score(request);
        };

        await (await set.StartFilmAsync(Briefs.Of(seconds: 14, beats: 1))).GetResultAsync();

        Assert.Equal([168, 144, 144], scored.Select(request => request.Shot.Frames));
        Assert.Equal([FakeStages.Asset("frames01v1"), FakeStages.Asset("end"), FakeStages.Asset("end")], scored.Select(request => request.Reference));
        Assert.Null(scored[0].Before);
        Assert.All(scored.Skip(1), request => Assert.Equal(scored[0].Take.Clip, request.Before));
    }

    [Fact]
    public async Task Run_MoneyForTheFirstPartAlone_StopsBeforeAnythingIsBought()
    {
        InParts(set.Stages);

        var film = await set.StartFilmAsync(Briefs.Of(seconds: 14, beats: 1) with { Budget = new(Money.Usd(1.5m)) });
        var stopped = await BudgetTests.StoppedAsync(film);

        Assert.Empty(set.Stages.Submitted);
        Assert.Contains("needs at least 2.05 USD", stopped.Message);
        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(Money.Usd(4), null, null, null)));
        Assert.NotNull((await film.GetResultAsync()).Film);
    }

    /// <summary>A first take of eight seconds and seven that are added; the first try of what is added does not fit.</summary>
    internal static void InParts(FakeStages stages)
    {
        stages.Route = _ => Task.FromResult(new RouteChoice("video-model", 8, stages.TakePrice * 2, "the only one", [], "vendor/endpoint")
        {
            Added = [new("extender", 7, stages.TakePrice, true)],
        });
        stages.Fetch = request =>
        {
            var result = stages.Delivered(request);
            var frames = request.Request.Seconds * 24 + (request.Request.Extends?.Frames ?? 0);
            return Task.FromResult(result with { Take = result.Take! with { Facts = result.Take.Facts with { Frames = frames } } });
        };
        stages.Score = request => FakeStages.Card(request.Take.AttemptId, null) is var card && request.Before is not null
            ? card with { Failed = request.Request.Seed == 1 ? ScoredAttribute.Seam : null, Attributes = [.. card.Attributes, Seam(request.Request.Seed == 1)] }
            : card;
        stages.Choose = question => question.Attempts.Single(attempt => attempt.Number == question.Best) is { Card.Failed: not null } best
            ? new(RepairKind.Retry, best.Number, best.Request with { Seed = 2 }, ShotField.Seed, "the seam shows")
            : new(RepairKind.Accept, null, null, null, "passes");
    }

    private static AttributeScore Seam(bool bad) =>
        new(ScoredAttribute.Seam, bad ? Verdict.Fail : Verdict.Pass, bad ? 0.2 : 1, bad ? 2 : 0, 1, bad ? "the light jumps" : "fine", new Dictionary<string, double>(), []);
}
