using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;
using Orchestrator.Workflows;
using Temporalio.Worker;

namespace Orchestrator.Tests.Durability;

/// <summary>
/// What holds of every film, whatever happens to it. That an attempt is paid once under every fault and every kill is tested where the
/// killing is (<see cref="PurchaseKillTests"/>, <see cref="WorkKillTests"/>, <see cref="ServiceKillTests"/>); that a retry differs in
/// one field, in <see cref="RepairTests"/>; that an account's limit holds, with the accounts; that a worker may die at any point of a
/// purchase under every fault, in <see cref="Generation.CrashPointTests"/>.
/// </summary>
public sealed class InvariantTests
{
    private static readonly Lazy<Task<(MadeFilm Film, IReadOnlyList<string> Kinds, int Open)>> Refused = new(MakeRefusedAsync);

    [Fact]
    public async Task Invariant_EveryAttempt_IsChargedAtMostOnce()
    {
        var film = await MadeFilm.UndisturbedAsync();

        Assert.All(film.Ledger.Where(row => row.Charged > 0).GroupBy(row => row.AttemptId), attempt => Assert.Single(attempt));
    }

    [Fact]
    public async Task Invariant_WhatIsCharged_IsWithinTheFilmsBillAndItsBudget()
    {
        var film = await MadeFilm.UndisturbedAsync();

        var charged = film.Ledger.Sum(row => row.Charged);
        Assert.InRange(charged, 1, film.Delivery.Spent.Micros);
        Assert.True(film.Delivery.Spent <= Money.Usd(20), $"{film.Delivery.Spent} of a budget of 20 USD");
    }

    [Fact]
    public async Task Invariant_Film_HasExactlyThePlannedFramesAndDecodesToItsEnd()
    {
        var film = await MadeFilm.UndisturbedAsync();

        Assert.Equal(FilmSite.Frames, film.Pictures.Count);
    }

    [Fact]
    public async Task Invariant_Polls_OfAJobAreFew()
    {
        var film = await MadeFilm.UndisturbedAsync();

        // The stream tells when a job has ended; it is asked for at its beginning, at its end, and at pauses that grow to a second, as
        // long as those are that a film on the Backlot takes: a busy machine renders for longer.
        Assert.All(film.Ledger.Where(row => row.IsTake), row => Assert.InRange(row.Polls, 1, 20 + (int)row.Seconds));
    }

    [Fact]
    public async Task Invariant_RetiredModels_AreNeverCalled()
    {
        var film = await MadeFilm.UndisturbedAsync();

        var retired = ModelCatalogue.ReadInstalled().Rows.Where(row => row.Retired is not null).Select(row => row.Endpoint).ToList();
        Assert.NotEmpty(retired);
        Assert.DoesNotContain(film.Ledger, row => retired.Contains(row.Model));
    }

    [Fact]
    public async Task Invariant_WhatWasRefused_IsNotSentUnchangedAgainAndNoKeyLeaves()
    {
        var (film, kinds, _) = await Refused.Value;

        var refused = film.Ledger.Where(row => row is { IsTake: true, Status: "failed" }).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, row => Assert.Equal(0, row.Charged));
        Assert.All(refused, row => Assert.Single(film.Ledger, other => other.RequestHash == row.RequestHash));
        Assert.Equal(FilmSite.Frames, film.Pictures.Count);
        Assert.DoesNotContain("credential sent to the CDN", kinds);
    }

    [Fact]
    public async Task Invariant_OpenJobs_AreNeverMoreThanTheAccountMayHave()
    {
        var (film, _, open) = await Refused.Value;

        // Both shots have takes, and the account may have one at a time.
        Assert.Equal(2, film.Ledger.Where(row => row.IsTake).Select(row => row.AttemptId!.Split('/')[2]).Distinct().Count());
        Assert.Equal(1, open);
    }

    [Fact]
    public async Task Invariant_Replay_CallsNoProvider()
    {
        var film = await MadeFilm.UndisturbedAsync();
        await using var set = await FilmSet.StartAsync();
        // A model that is no more, in a film that was made while it was.
        set.Stages.Route = _ => Task.FromResult(new RouteChoice("sora-2", 6, Money.Usd(1), "expected to cost least", [], "Sora 2"));
        var old = await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1));
        await old.GetResultAsync();
        var histories = film.Histories.Append(await old.FetchHistoryAsync()).Append(await set.Client.GetWorkflowHandle($"{old.Id}/s01").FetchHistoryAsync());
        var bought = set.Stages.Submitted.Count;

        // The providers of the one film are gone by now, and those of the other count.
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow<ProductionWorkflow>().AddWorkflow<ShotWorkflow>().AddWorkflow<AccountWorkflow>());
        foreach (var history in histories)
            Assert.Null((await replayer.ReplayWorkflowAsync(history, throwOnReplayFailure: false)).ReplayFailure);

        Assert.Equal("sora-2", Assert.Single(set.Stages.Submitted).Request.Model);
        Assert.Equal(bought, set.Stages.Submitted.Count);
    }

    // A film that meets a refusal, on an account that may have one job open.
    private static async Task<(MadeFilm Film, IReadOnlyList<string> Kinds, int Open)> MakeRefusedAsync()
    {
        await using var site = await FilmSite.OpenAsync();
        await site.World.FaultAsync("fal", "submit", "refuse");
        await site.StartServiceAsync();
        site.StartProduct(jobs: "fal=1");
        return (await site.EndAsync(), await site.World.JournalKindsAsync(), await site.World.MostOpenAsync("fal"));
    }
}
