using Orchestrator.Model;
using Orchestrator.Scoring.Repairs;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Workflows;

/// <summary>A shot on trial: another model takes it over when the trial's take is rejected.</summary>
public sealed class TrialTests : IAsyncLifetime
{
    private const string Tried = "tried-model";

    private FilmSet set = null!;

    public async Task InitializeAsync()
    {
        set = await FilmSet.StartAsync();
        set.Stages.Group = FirstOnTrial;
        set.Stages.Choose = question => new RepairChooser(question).Choose();
    }

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_TrialPasses_ItsTakeIsUsed()
    {
        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 12))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(Tried, Assert.Single(delivery.Shots[0].Attempts).Request.Model);
    }

    [Fact]
    public async Task Run_TrialIsRejected_TheUnderstudyMakesTheShot()
    {
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, request.Request.Model == Tried ? ScoredAttribute.Motion : null);

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 12))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal([Tried, "video-model"], delivery.Shots[0].Attempts.Select(attempt => attempt.Request.Model));
        Assert.Equal((ShotField.Model, 6, 2), (delivery.Shots[0].Attempts[1].Changed, delivery.Shots[0].Attempts[1].Request.Seconds, delivery.Shots[0].Best));
        Assert.All(delivery.Shots.Skip(1), shot => Assert.Equal("video-model", Assert.Single(shot.Attempts).Request.Model));
    }

    [Fact]
    public async Task Run_FilmOfSeveralShots_SaysWhatTrialsMayCost()
    {
        GroupShotsRequest? asked = null;
        set.Stages.Group = request => FirstOnTrial(asked = request);

        var brief = Briefs.Of(seconds: 12);
        var delivery = await (await set.StartFilmAsync(brief)).GetResultAsync();

        var needed = (Money.Usd(0.05m) + set.Stages.TakePrice) * delivery.Plan!.Shots.Count;
        Assert.Equal(new TrialTerms(brief.Budget.Film - needed, brief.Budget.Shot, brief.MaximumAttempts), asked!.Trials);
    }

    private ShotGrouping FirstOnTrial(GroupShotsRequest request) => new(
        [
            request.Routes[0] with { Model = Tried, Seconds = 5, Understudy = new(request.Routes[0].Model, request.Routes[0].Seconds, request.Routes[0].WorstCase, 1), Trial = request.Routes[0].WorstCase },
            .. request.Routes.Skip(1),
        ],
        []);
}
