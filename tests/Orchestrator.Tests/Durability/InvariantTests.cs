using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Tests.Durability;

/// <summary>
/// What holds of every film, whatever happens to it. That an attempt is paid once under every fault and every kill is tested where the
/// killing is (<see cref="PurchaseKillTests"/>, <see cref="WorkKillTests"/>, <see cref="ServiceKillTests"/>); that a retry differs in
/// one field, in <see cref="RepairTests"/>; that an account's limit holds, with the accounts; that a worker may die at any point of a
/// purchase under every fault, in <see cref="Generation.CrashPointTests"/>.
/// </summary>
public sealed class InvariantTests
{
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
        await using var site = await FilmSite.OpenAsync();
        await site.World.FaultAsync("fal", "submit", "refuse");
        await site.StartServiceAsync();
        site.StartProduct();

        var film = await site.EndAsync();

        var refused = film.Ledger.Where(row => row is { IsTake: true, Status: "failed" }).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, row => Assert.Equal(0, row.Charged));
        Assert.All(refused, row => Assert.Single(film.Ledger, other => other.RequestHash == row.RequestHash));
        Assert.Equal(FilmSite.Frames, film.Pictures.Count);
        Assert.DoesNotContain("credential sent to the CDN", await site.World.JournalKindsAsync());
    }
}
