namespace Orchestrator.Tests.Durability;

/// <summary>
/// The worker killed while it deals with a provider. One production goes through all of these: each kill comes as soon as the one
/// before it is survived, and the last process has to live with what all of them left behind.
/// </summary>
public sealed class PurchaseKillTests
{
    [Fact]
    public async Task KillWorker_AtEveryDealingWithAProvider_DeliversTheSameFilmAndPaysOnce()
    {
        await using var site = await FilmSite.OpenAsync();
        await site.StartServiceAsync();

        // A frame was drawn and charged; its answer never came.
        await KillAtAsync(site, "openai", "submit", "accept_then_hang", charged: true);
        // The order for a take was written down as being sent, and the provider has not taken it.
        await KillAtAsync(site, "fal", "submit", "hang");
        // The take was accepted and charged; the worker never learned its id.
        await KillAtAsync(site, "fal", "submit", "accept_then_hang", charged: true);
        // The worker knows the job and asks how far it is.
        await KillAtAsync(site, "fal", "status", "hang");
        // The take is ready and being fetched.
        await KillAtAsync(site, "fal", "media", "hang");

        site.StartProduct();
        var film = await site.EndAsync();

        await film.AssertUnharmedAsync();
        // Frames are the only thing that was bought again, each time under its own attempt id: no image service can be asked for a
        // lost one. The kill loses the frame whose answer hangs, and the other one too if it is being drawn.
        Assert.InRange(film.Ledger.Count(row => row is { IsTake: false, Charged: > 0 }), 3, 4);
        Assert.Contains("Going on with tiny where it was.", film.Output);
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
