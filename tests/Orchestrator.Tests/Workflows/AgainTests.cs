using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Workflows;

/// <summary>A delivered film of which one shot is taken again.</summary>
public sealed class AgainTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_ShotOfADeliveredFilm_BuysThatShotAloneWithWhatWasMendedAndASeedThatNoTakeHad()
    {
        var before = await DeliveredAsync(set);
        var (planned, drawn, filmed) = (before.Plan, set.Stages.Drawn.Count, set.Stages.Submitted.Count);

        var after = await (await set.StartFilmAsync(Again(before))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, after.Status);
        Assert.Equal(drawn, set.Stages.Drawn.Count);
        var take = Assert.Single(set.Stages.Submitted.Skip(filmed));
        Assert.EndsWith("/s01/2.1", take.AttemptId);
        Assert.Equal((1, 2L), (take.Request.Fields.Lighting.ExposureEv, take.Request.Seed));
        Assert.Equal(before.Spent + set.Stages.TakePrice, after.Spent);
        Assert.Equal([3, 1], after.Shots.Select(shot => shot.Attempts.Count));
        Assert.Equal(take.AttemptId, after.Shots[0].BestAttempt()!.AttemptId);
        Assert.Contains("taken again: softer", after.Shots[0].Notes);
        Assert.Equal(planned!.Shots.Select(shot => shot.Id), after.Plan!.Shots.Select(shot => shot.Id));
    }

    [Fact]
    public async Task Run_BudgetThatCannotPayTheTake_WaitsAndGoesOnWhenRaised()
    {
        var before = await DeliveredAsync(set) with { Limit = Money.Usd(3.5m) };
        Assert.Equal(Money.Usd(3.1m), before.Spent);
        var filmed = set.Stages.Submitted.Count;

        var film = await set.StartFilmAsync(Again(before));
        var soFar = await BudgetTests.StoppedAsync(film);
        Assert.Contains("Taking s01 again may cost 1.00 USD and 0.40 USD is left", soFar.Message);
        Assert.Equal(new BudgetRaise(Money.Usd(4.1m)), soFar.Enough);
        Assert.Equal(filmed, set.Stages.Submitted.Count);

        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(soFar.Enough!));
        Assert.Equal(Money.Usd(4.1m), (await film.GetResultAsync()).Spent);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Run_ShotThatAnotherGoesOnFrom_TakesTheOtherTooWhereItEndsAnew(bool endsAnew, int takes)
    {
        if (endsAnew)
            set.Stages.Conform = request => FakeStages.Conformed(request) with { LastFrame = FakeStages.Asset(request.Take.AttemptId[^7..]) };
        var brief = Briefs.Of(seconds: 12, beats: 2) with { ContinuousShots = [2] };
        var before = await (await set.StartFilmAsync(brief)).GetResultAsync();
        Assert.Equal("s01", before.Plan!.Shots[1].ContinuesFrom);
        var filmed = set.Stages.Submitted.Count;

        var film = await set.StartFilmAsync(new ProductionRequest(brief) { Again = new(before with { Limit = before.Spent + set.Stages.TakePrice }, "s01", "softer") });
        var soFar = await BudgetTests.StoppedAsync(film);
        Assert.Contains("Taking s01, s02 again may cost 2.00 USD and 1.00 USD is left", soFar.Message);
        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(soFar.Enough!));
        var after = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, after.Status);
        Assert.Equal(new[] { "s01", "s02" }.Take(takes), set.Stages.Submitted.Skip(filmed).Select(take => take.Request.ShotId));
        Assert.Equal(before.Spent + (set.Stages.TakePrice * takes), after.Spent);
    }

    /// <summary>A delivered film of two shots, the first of which needed more light.</summary>
    internal static async Task<Delivery> DeliveredAsync(FilmSet set)
    {
        set.Stages.Score = request => FakeStages.Card(
            request.Take.AttemptId, request.Shot.Id == "s01" && request.Request.Fields.Lighting.ExposureEv == 0 ? ScoredAttribute.Lighting : null);
        set.Stages.Choose = RecordedScenario.Brighter;
        return await (await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2))).GetResultAsync();
    }

    /// <summary>Its first shot again.</summary>
    internal static ProductionRequest Again(Delivery before) => new(Briefs.Of(seconds: 12, beats: 2)) { Again = new(before, "s01", "softer") };
}
