using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Workflows;

/// <summary>Films whose brief asks for a judge.</summary>
public sealed class JudgedFilmTests : IAsyncLifetime
{
    private static readonly Money JudgePrice = Money.Usd(0.02m);

    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_Judged_PaysEachJudgementOnceAndLeavesNothingReserved()
    {
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, null) with { Judgement = request.Judge is null ? null : FakeStages.Judged(false) };

        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2) with { Judge = true });
        var delivery = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(((set.Stages.TakePrice + JudgePrice + Money.Usd(0.05m)) * 2), delivery.Spent);
        Assert.All(delivery.Shots, shot => Assert.Equal(set.Stages.TakePrice + JudgePrice, shot.Spent));
        Assert.Equal(0, (await film.QueryAsync(workflow => workflow.Progress())).Reserved.Micros);
    }

    [Fact]
    public async Task Run_NotAsked_IsNotJudged()
    {
        set.Stages.Score = request => request.Judge is null ? FakeStages.Card(request.Take.AttemptId, null) : throw new InvalidOperationException("nobody asked for a judge");

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
    }

    [Fact]
    public async Task Run_ObjectionThatStays_IsDeliveredWithNotes()
    {
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, null) with { Judgement = FakeStages.Judged(true) };
        set.Stages.Choose = _ => new(RepairKind.AcceptWithNotes, null, null, null, "The judge objects to identity: another face.");

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1) with { Judge = true })).GetResultAsync();

        Assert.Equal(DeliveryStatus.CompletedWithNotes, delivery.Status);
        Assert.Contains("The judge objects to identity: another face.", delivery.Shots[0].Notes);
    }

    [Fact]
    public async Task Run_NoMoneyForTheJudge_MeasuresTheTakeAndSaysSo()
    {
        set.Stages.Score = request => request.Judge is null ? FakeStages.Card(request.Take.AttemptId, null) : throw new InvalidOperationException("not paid");

        // The frame and one take leave a cent.
        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1) with { Judge = true, Budget = new(Money.Usd(1.06m)) })).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Contains(delivery.Shots[0].Notes, note => note.StartsWith("Take 1 is not judged: The film's budget cannot pay", StringComparison.Ordinal));
    }
}
