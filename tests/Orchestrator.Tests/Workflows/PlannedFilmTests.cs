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

    [Fact]
    public async Task Run_PlanThatTheBudgetCannotPay_WaitsForMoreAndPaysForItsAnswersOnce()
    {
        var asked = Unpaid(set.Stages);

        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2) with { Budget = new(Money.Usd(0.1m)) });
        var soFar = await BudgetTests.StoppedAsync(film);
        Assert.Equal((DeliveryStatus.StoppedByBudget, "no plan", PlanPrice), (soFar.Status, soFar.Message, soFar.Spent));
        Assert.Equal(new BudgetRaise(Money.Usd(1)), soFar.Enough);
        Assert.NotNull(soFar.Report);

        await film.ExecuteUpdateAsync(workflow => workflow.RaiseBudgetAsync(new(Money.Usd(5))));
        var delivery = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal((PlanPrice * 2) + (set.Stages.TakePrice * 2) + (Money.Usd(0.05m) * 2), delivery.Spent);
        Assert.Equal(2, asked.Count);
        Assert.Single(asked.Select(request => request.AttemptId).Distinct());
        Assert.Equal([Money.Usd(0.1m), Money.Usd(5)], asked.Select(request => request.Limit!.Value));
        Assert.Equal(0, (await film.QueryAsync(workflow => workflow.Progress())).Reserved.Micros);
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

    /// <summary>Plans of which the first question is paid, and the next one cannot be until a dollar may be spent; what was asked.</summary>
    internal static List<PlanShotsRequest> Unpaid(FakeStages stages)
    {
        List<PlanShotsRequest> asked = [];
        stages.Plan = async request =>
        {
            lock (asked)
                asked.Add(request);
            return request.Limit < Money.Usd(1) ? Unpaid(await MadeAsync(request, DeliveryStatus.StoppedByBudget), Money.Usd(1)) : await MadeAsync(request, null, PlanPrice * 2);
        };
        return asked;
    }

    private static ShotPlan Unpaid(ShotPlan plan, Money needed) => plan with { Making = plan.Making! with { Needed = needed } };

    private static async Task<ShotPlan> MadeAsync(PlanShotsRequest request, DeliveryStatus? stopped, Money? price = null)
    {
        var plan = await new DeterministicPlanner().PlanAsync(request.Brief, default);
        var making = new PlanMaking(stopped, "", [], [], [new("plan", "gpt-5.4", OutcomeClass.Delivered, price ?? PlanPrice, "")], price ?? PlanPrice, stopped is null ? "planned" : "no plan");
        return (stopped is null ? plan : plan with { Shots = [] }) with { Making = making };
    }
}
