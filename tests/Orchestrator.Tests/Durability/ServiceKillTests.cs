namespace Orchestrator.Tests.Durability;

/// <summary>The development service killed under a film that is being made, and started again on the same file.</summary>
public sealed class ServiceKillTests
{
    [Fact]
    public async Task KillService_InStoryboardShootingAndCut_DeliversTheSameFilmAndPaysOnce()
    {
        await using var site = await FilmSite.OpenAsync();
        await site.StartServiceAsync();
        site.StartProduct();

        await site.KillServiceAsync("a frame is ordered", async () => (await site.World.LedgerAsync()).Any(row => !row.IsTake));
        // What is being bought goes on while the service is away; the worker has to keep the answer.
        await Until.TrueAsync("every frame that was ordered is drawn", () => AllDoneAsync(site, "openai"));
        await site.StartServiceAsync();

        await site.KillServiceAsync("a take is being rendered", async () => (await site.World.LedgerAsync()).Any(row => row is { IsTake: true, Status: "in_progress" }));
        await Until.TrueAsync("every take that was ordered is rendered", () => AllDoneAsync(site, "fal"));
        await site.StartServiceAsync();

        await site.KillServiceAsync("the film is being cut", () => site.RunsAsync("CutFilm"));
        await site.StartServiceAsync();

        var film = await site.EndAsync();
        await film.AssertUnharmedAsync();
        // The command that started the film is the one that delivers it.
        Assert.Contains("Starting tiny.", film.Output);
    }

    private static async Task<bool> AllDoneAsync(FilmSite site, string provider)
    {
        var rows = (await site.World.LedgerAsync()).Where(row => row.Provider == provider).ToList();
        return rows.Count > 0 && rows.All(row => row.Status == "completed");
    }
}
