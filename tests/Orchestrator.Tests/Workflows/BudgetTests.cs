using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Workflows;

/// <summary>A film that its budget stops keeps what it has and goes on when it is granted more.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_BudgetBelowOneTakeEach_StopsBeforeAnythingIsBoughtAndGoesOnWhenRaised()
    {
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 24, beats: 4) with { Budget = new(Money.Usd(3)) });
        var soFar = await StoppedAsync(film);

        Assert.Equal(DeliveryStatus.StoppedByBudget, soFar.Status);
        Assert.Empty(set.Stages.Drawn);
        Assert.Empty(set.Stages.Submitted);
        Assert.Contains("needs at least 4.20 USD", soFar.Message);
        Assert.Equal(Money.Usd(4.2m), soFar.Enough!.Film);
        Assert.NotNull(soFar.Report);

        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(soFar.Enough));
        var delivery = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(Money.Usd(4.2m), delivery.Spent);
        Assert.Equal(Money.Usd(4.2m), delivery.Limit);
    }

    [Fact]
    public async Task Run_BudgetShortOfPartsOfACent_SaysNoLessThanItTakes()
    {
        set.Stages.TakePrice = Money.Usd(1.0008m);

        var soFar = await StoppedAsync(await set.StartFilmAsync(Briefs.Of(seconds: 24, beats: 4) with { Budget = new(Money.Usd(3)) }));

        // 4.2032 USD: with 4.20 the film would have to wait again.
        Assert.Contains("needs at least 4.21 USD", soFar.Message);
    }

    [Fact]
    public async Task Run_RaiseThatIsNotEnough_StopsAgainAndSaysWhatIs()
    {
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 24, beats: 4) with { Budget = new(Money.Usd(3), Shot: Money.Usd(0.5m)) });
        var first = await StoppedAsync(film);
        Assert.Equal(new(Money.Usd(4.2m), Money.Usd(1)), first.Enough);

        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(Money.Usd(4), null, null, null)));
        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(null, Money.Usd(2), null, null)));
        var again = await StoppedAsync(film, soFar => soFar.Enough?.Shot is null);

        Assert.Equal(new(Money.Usd(4.2m)), again.Enough);
        Assert.Empty(set.Stages.Drawn);
        await film.TerminateAsync();
    }

    [Fact]
    public async Task Run_StoryboardBudgetUsedUp_SeesOtherFramesThroughAndDrawsOnlyWhatIsMissing()
    {
        var lost = 0;
        set.Stages.Draw = request => Task.FromResult(request.Shot.Id == "s01" && Interlocked.Increment(ref lost) == 1
            ? new(OutcomeClass.Ambiguous, null, "connection reset")
            : FakeStages.Drew(request));
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 18, beats: 3) with { Budget = new(Money.Usd(50), Storyboard: Money.Usd(0.15m)) });
        var soFar = await StoppedAsync(film);

        Assert.Contains("cannot pay another drawing (0.05 USD) of the storyboard frame of s01", soFar.Message);
        Assert.Equal(3, set.Stages.Drawn.Count);

        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(soFar.Enough!));
        Assert.Equal(DeliveryStatus.Completed, (await film.GetResultAsync()).Status);
        Assert.Equal(["s01", "s01", "s02", "s03"], set.Stages.Drawn.Select(frame => frame.Shot.Id).Order());
    }

    [Fact]
    public async Task Run_ShotWithoutATakeStarves_KeepsTheOthersAndGoesOnWithItAlone()
    {
        var film = await set.StartFilmAsync(StarvedBrief(set.Stages));
        var soFar = await StoppedAsync(film);

        Assert.Equal("s02", Assert.Single(soFar.Shots).ShotId);
        Assert.Equal(Money.Usd(2.1m), soFar.Spent);
        Assert.Equal(Money.Usd(3.1m), soFar.Enough!.Film);
        Assert.Contains("cannot pay another take of s01", soFar.Message);

        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(Money.Usd(4), null, null, null)));
        var delivery = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(["s01", "s01", "s02"], set.Stages.Submitted.Select(request => request.Request.ShotId).Order());
        Assert.Equal(3, set.Stages.Submitted.Select(request => request.AttemptId).Distinct().Count());
        Assert.Equal(Money.Usd(3.1m), delivery.Spent);
    }

    [Fact]
    public async Task Run_ShotThatGoesOnWhereAStarvedOneEnds_WaitsWithIt()
    {
        var film = await set.StartFilmAsync(StarvedBrief(set.Stages) with { ContinuousShots = [2] });
        await StoppedAsync(film);

        Assert.Equal(["s01"], set.Stages.Submitted.Select(request => request.Request.ShotId));

        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(Money.Usd(4), null, null, null)));
        Assert.Equal(DeliveryStatus.Completed, (await film.GetResultAsync()).Status);
    }

    [Fact]
    public async Task RaiseBudget_Lower_IsRefusedAndChangesNothing()
    {
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 24, beats: 4) with { Budget = new(Money.Usd(3)) });
        await StoppedAsync(film);

        var lower = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(Money.Usd(2), null, null, null))));
        var foreign = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(new(9_000_000, "EUR"), null, null, null))));

        Assert.Contains("is 3.00 USD already", lower.InnerException!.Message);
        Assert.Contains("is in USD, not in EUR", foreign.InnerException!.Message);
        Assert.Equal(Money.Usd(3), (await film.QueryAsync(workflow => workflow.Progress())).Limit);
        await film.TerminateAsync();
    }

    [Fact]
    public async Task Cancel_WhileStopped_EndsTheFilmAndHoldsNothing()
    {
        var film = await set.StartFilmAsync(StarvedBrief(set.Stages));
        await StoppedAsync(film);

        await film.CancelAsync();
        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => film.GetResultAsync());

        Assert.IsType<CanceledFailureException>(failure.InnerException);
        Assert.Equal(Money.Zero, (await film.QueryAsync(workflow => workflow.Progress())).Reserved);
    }

    [Fact]
    public async Task Run_StopLossReached_UsesTheBestTakes()
    {
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, ScoredAttribute.Lighting);
        set.Stages.Choose = question => new(
            RepairKind.Retry, question.Best, question.Attempts[question.Best - 1].Request with { Seed = question.Attempts.Count + 100 }, ShotField.Seed, "too dark");
        var brief = Briefs.Of(seconds: 12, beats: 2) with { Budget = new(Money.Usd(50)) { StopLoss = Money.Usd(2) } };

        var delivery = await (await set.StartFilmAsync(brief)).GetResultAsync();

        Assert.Equal(DeliveryStatus.CompletedWithNotes, delivery.Status);
        Assert.Equal(4, set.Stages.Submitted.Count);
        Assert.Contains(delivery.Shots, shot => shot.Notes.Any(note => note.Contains("The stop-loss (2.00 USD) allows no other take")));
    }

    /// <summary>A brief whose first take of the first shot is charged and never arrives, which its budget cannot make good.</summary>
    internal static Brief StarvedBrief(FakeStages stages)
    {
        stages.Fetch = request => Task.FromResult(request.Request.ShotId == "s01" && stages.Submitted.Count(take => take.Request.ShotId == "s01") == 1
            ? new JobResult(OutcomeClass.AssetGone, null, stages.TakePrice, "the clip can no longer be fetched")
            : stages.Delivered(request));
        return Briefs.Of(seconds: 12, beats: 2) with { Budget = new(Money.Usd(2.1m)) };
    }

    /// <summary>Waits until the budget has stopped the film; returns how far it came.</summary>
    internal static async Task<Delivery> StoppedAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, Func<Delivery, bool>? expected = null)
    {
        while (true)
        {
            await FilmSet.UntilAsync(film, progress => progress.Stopped is not null);
            if (await film.QueryAsync(workflow => workflow.SoFar()) is { } soFar && expected?.Invoke(soFar) != false)
                return soFar;
        }
    }
}
