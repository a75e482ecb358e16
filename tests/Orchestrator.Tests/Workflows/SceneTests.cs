using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Workflows;

/// <summary>Shots of one scene as one generation: bought once, judged one by one, and repaired one by one.</summary>
public sealed class SceneTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync()
    {
        set = await FilmSet.StartAsync();
        set.Stages.Group = FirstThree;
    }

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_AScene_IsOneSubmitWithItsCutsAndEveryShotHasItsPart()
    {
        var delivery = await (await set.StartFilmAsync(Four())).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(2, set.Stages.Submitted.Count);
        var scene = Assert.Single(set.Stages.Submitted, submit => submit.Request.Cuts is not null);
        Assert.EndsWith("/s01-s03/1", scene.AttemptId);
        Assert.Equal(("s01", 2), (scene.Request.ShotId, scene.Request.Seconds));
        Assert.Equal([("s02", 3), ("s03", 2)], scene.Request.Cuts!.Select(cut => (cut.ShotId, cut.Seconds)));
        Assert.All(delivery.Shots.Take(3), shot =>
        {
            var attempt = Assert.Single(shot.Attempts);
            Assert.Equal($"{scene.AttemptId}/{shot.ShotId}", attempt.AttemptId);
            Assert.Equal(1, shot.Best);
            Assert.Null(attempt.Request.Cuts);
        });
        // The generation, the fourth shot alone, and four frames; every shot carries its part.
        Assert.Equal(set.Stages.TakePrice * 2 + Money.Usd(0.05m) * 4, delivery.Spent);
        Assert.Equal(set.Stages.TakePrice, delivery.Shots.Take(3).Aggregate(Money.Zero, (sum, shot) => sum + shot.Spent));
    }

    [Fact]
    public async Task Run_AFailedShotOfAScene_IsTakenAgainAloneWithOneFieldChanged()
    {
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, request.Shot.Id == "s02" && request.Request.Fields.Lighting.ExposureEv == 0 ? ScoredAttribute.Lighting : null);
        set.Stages.Choose = RecordedScenario.Brighter;

        var delivery = await (await set.StartFilmAsync(Four())).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        var retake = Assert.Single(set.Stages.Submitted, submit => submit.Request.ShotId == "s02");
        Assert.Null(retake.Request.Cuts);
        Assert.Equal(3, set.Stages.Submitted.Count);
        var shot = delivery.Shots[1];
        Assert.Equal([ShotField.Lighting], shot.Attempts[0].Request.Diff(shot.Attempts[1].Request));
        Assert.Equal(2, shot.Best);
        Assert.All((int[])[0, 2, 3], index => Assert.Single(delivery.Shots[index].Attempts));
    }

    [Theory]
    [InlineData(OutcomeClass.Refused, 0)]
    [InlineData(OutcomeClass.NotAcceptedTerminal, 0)]
    public async Task Run_ASceneThatIsNotAccepted_LeavesEveryShotToBeTakenAlone(OutcomeClass outcome, int charged)
    {
        set.Stages.Submit = request => Task.FromResult(request.Request.Cuts is null ? FakeStages.Accepted(request) : new SubmitResult(outcome, null, "no"));

        var delivery = await (await set.StartFilmAsync(Four())).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(5, set.Stages.Submitted.Count);
        Assert.All(delivery.Shots.Take(3), shot =>
        {
            Assert.Equal([outcome, OutcomeClass.Delivered], shot.Attempts.Select(attempt => attempt.Outcome));
            Assert.Equal(charged, shot.Attempts[0].Charged.Micros);
            Assert.Contains("this shot alone", shot.Attempts[1].Why);
        });
        Assert.Equal(set.Stages.TakePrice * 4 + Money.Usd(0.05m) * 4, delivery.Spent);
    }

    [Fact]
    public async Task Run_ASceneThatIsLost_IsWrittenOffOnceAndNeverSentAgain()
    {
        set.Stages.Submit = request => Task.FromResult(request.Request.Cuts is null ? FakeStages.Accepted(request) : new SubmitResult(OutcomeClass.Ambiguous, null, "reset"));
        set.Stages.Find = _ => Task.FromResult(new SubmitResult(OutcomeClass.NotAcceptedTerminal, null, "gone"));

        var delivery = await (await set.StartFilmAsync(Four())).GetResultAsync();

        Assert.Single(set.Stages.Submitted, submit => submit.Request.Cuts is not null);
        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
    }

    [Fact]
    public async Task Run_BudgetForTheSceneOnly_IsEnough()
    {
        // Two generations and four frames; four takes alone would not be affordable.
        var delivery = await (await set.StartFilmAsync(Four() with { Budget = new(Money.Usd(2.20m)) })).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
    }

    /// <summary>Four shots, of which the first three are one generation.</summary>
    internal static Brief Four() => Briefs.Of(seconds: 24, beats: 4);

    /// <summary>Groups the first three shots at the price of one take.</summary>
    internal static ShotGrouping FirstThree(GroupShotsRequest request) =>
        new(request.Routes, [new([.. request.Shots.Take(3).Select(shot => shot.Id)], request.Routes[0].Model, [2, 3, 2], request.Routes[0].WorstCase)]);
}
