namespace Orchestrator.Tests.Durability;

/// <summary>The worker killed in the middle of its own work on the pictures: once for every kind of work, in one production.</summary>
public sealed class WorkKillTests
{
    [Fact]
    public async Task KillWorker_AtEveryWorkOnThePictures_DeliversTheSameFilmAndPaysOnce()
    {
        await using var site = await FilmSite.OpenAsync();
        await site.StartServiceAsync();

        foreach (var activity in new[] { "ScoreTake", "ConformTake", "CutFilm", "WriteReport" })
        {
            site.StartProduct();
            await site.KillProductDuringAsync(activity);
        }

        site.StartProduct();
        var film = await site.EndAsync();

        await film.AssertUnharmedAsync();
        Assert.Equal(2, film.Ledger.Count(row => row is { IsTake: false, Charged: > 0 }));
        Assert.Contains("Going on with tiny where it was.", film.Output);
    }
}
