using Orchestrator.Model;

namespace Orchestrator.Tests.Durability;

/// <summary>
/// The worker killed while it buys what several shots share: a reference sheet, and one generation for a whole scene. One production
/// goes through all of these.
/// </summary>
public sealed class ContinuityKillTests
{
    private const string Brief = """
        name: tiny
        title: Tiny
        duration: 6s
        size: 640x360
        shot-length: 2s
        treatment:
          - A ceramic cup on a table in the kitchen in the morning.
          - Mara sits in the kitchen.
          - Mara raises the cup.
        characters:
          - { name: Mara, description: a woman in a green apron }
        budget: 20 USD
        """;

    [Fact]
    public async Task KillWorker_AtTheSheetAndTheScene_BuysNeitherTwice()
    {
        await using var site = await FilmSite.OpenAsync(Brief, shots: 3);
        await site.StartServiceAsync();

        // The sheet was drawn and charged; its answer never came.
        await KillAtAsync(site, "openai", "submit", "accept_then_hang", charged: true);
        // The scene was accepted and charged; the worker never learned its id.
        await KillAtAsync(site, "fal", "submit", "accept_then_hang", charged: true);
        // The worker knows the job and asks how far it is.
        await KillAtAsync(site, "fal", "status", "hang");
        // The clip of all three shots is ready and being fetched.
        await KillAtAsync(site, "fal", "media", "hang");
        site.StartProduct();
        // It is being divided at its cuts.
        await site.KillProductDuringAsync("SplitTake");

        site.StartProduct();
        var film = await site.EndAsync();

        Assert.Equal(144, film.Pictures.Count);
        Assert.All(film.Ledger.Where(row => row.Charged > 0).GroupBy(row => row.AttemptId), attempt => Assert.Single(attempt));
        // Lost pictures are drawn again under ids of their own, for no image service can be asked for them: the sheet, and nothing else.
        Assert.Equal(["frame.1", "frame.1", "frame.1", "sheet.1", "sheet.2"], film.Ledger.Where(row => !row.IsTake).Select(row => row.AttemptId!.Split('/')[^1]).Order());
        var scene = Assert.Single(film.Ledger, row => row.AttemptId!.EndsWith("/s01-s03/1", StringComparison.Ordinal));
        Assert.All(film.Delivery.Shots, shot => Assert.Equal($"{scene.AttemptId}/{shot.ShotId}", shot.Attempts[0].AttemptId));
        // What else was bought are retakes of single shots; their parts and the scene are the whole bill.
        Assert.Equal(film.Ledger.Where(row => row.IsTake).Sum(row => row.Charged), film.Delivery.Shots.Sum(shot => shot.Spent.Micros));
        Assert.Equal(film.Ledger.Count(row => row is { IsTake: true, Charged: > 0 }), 1 + film.Delivery.Shots.Sum(shot => shot.Attempts.Count - 1));
        Assert.True(film.Delivery.Spent.Micros >= film.Ledger.Sum(row => row.Charged));
    }

    private static async Task KillAtAsync(FilmSite site, string provider, string route, string action, bool charged = false)
    {
        var fault = await site.World.FaultAsync(provider, route, action);
        site.StartProduct();
        await site.KillProductAsync($"{action} strikes a {route} of {provider}", async () =>
        {
            if (await site.World.StrikeAsync(fault) is not { } strike)
                return false;
            return !charged || (await site.World.LedgerAsync()).Any(row => row.AttemptId == strike.AttemptId && row.Charged > 0);
        });
    }
}
