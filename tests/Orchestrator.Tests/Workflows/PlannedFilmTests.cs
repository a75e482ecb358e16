using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Workflows;

/// <summary>Films whose plan cost something, or could not be made.</summary>
public sealed class PlannedFilmTests : IAsyncLifetime
{
    private static readonly Money PlanPrice = Money.Usd(0.07m);

    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_PlanThatCost_IsPaidFromTheFilmsBudgetAndNothingStaysReserved()
    {
        PlanShotsRequest? asked = null;
        set.Stages.Plan = async request =>
        {
            asked = request;
            return await MadeAsync(request, null);
        };
        var brief = Briefs.Of(seconds: 12, beats: 2);

        var film = await set.StartFilmAsync(brief);
        var delivery = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(PlanPrice + (set.Stages.TakePrice * 2) + (Money.Usd(0.05m) * 2), delivery.Spent);
        Assert.Equal(brief.Budget.Film, asked!.Limit);
        Assert.StartsWith($"{film.Id}/", asked.AttemptId);
        Assert.Equal(0, (await film.QueryAsync(workflow => workflow.Progress())).Reserved.Micros);
    }

    [Fact]
    public async Task Run_PlanThatLeavesTooLittle_IsStoppedBeforeAFrameIsDrawn()
    {
        set.Stages.Plan = request => MadeAsync(request, null);

        // The storyboard and a take of each shot cost 2.10.
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2) with { Budget = new(Money.Usd(2.12m)) });
        var soFar = await BudgetTests.StoppedAsync(film);

        Assert.Equal(DeliveryStatus.StoppedByBudget, soFar.Status);
        Assert.Equal(PlanPrice, soFar.Spent);
        Assert.Empty(set.Stages.Drawn);
        await film.TerminateAsync();
    }

    [Theory]
    [InlineData(DeliveryStatus.Refused)]
    [InlineData(DeliveryStatus.StoppedByBudget)]
    [InlineData(DeliveryStatus.Failed)]
    public async Task Run_NoPlan_EndsAsItSaysWithAReport(DeliveryStatus status)
    {
        set.Stages.Plan = request => MadeAsync(request, status);

        var delivery = await (await set.StartFilmAsync(Briefs.Of())).GetResultAsync();

        Assert.Equal((status, "no plan"), (delivery.Status, delivery.Message));
        Assert.Equal(PlanPrice, delivery.Spent);
        Assert.NotNull(delivery.Report);
        Assert.Empty(set.Stages.Drawn);
        Assert.Empty(set.Stages.Submitted);
    }

    private static async Task<ShotPlan> MadeAsync(PlanShotsRequest request, DeliveryStatus? stopped)
    {
        var plan = await new DeterministicPlanner().PlanAsync(request.Brief, default);
        var making = new PlanMaking(stopped, "", [], [], [new("plan", "gpt-5.4", OutcomeClass.Delivered, PlanPrice, "")], PlanPrice, stopped is null ? "planned" : "no plan");
        return (stopped is null ? plan : plan with { Shots = [] }) with { Making = making };
    }
}
