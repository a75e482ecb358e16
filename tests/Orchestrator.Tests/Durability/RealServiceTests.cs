namespace Orchestrator.Tests.Durability;

/// <summary>The same film on Temporal's own service.</summary>
public sealed class RealServiceTests
{
    [RealServiceFact]
    public async Task Produce_OnTemporalsOwnService_MakesTheSameFilmWithTheSameHistories()
    {
        await using var service = await RealService.StartAsync();
        await using var site = await FilmSite.OpenAsync();
        await site.UseServiceAsync(service.Address);

        site.StartProduct();
        var film = await site.EndAsync();

        await film.AssertUnharmedAsync();
        var expected = (await MadeFilm.UndisturbedAsync()).Histories.Select(history => new HistoryShape(history)).ToList();
        var actual = film.Histories.Select(history => new HistoryShape(history)).ToList();
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Events, pair.Second.Events));
        Assert.Equal(expected[0].Stages, actual[0].Stages);
        Assert.All(expected.Zip(actual).Skip(1), pair => Assert.Equal(pair.First.Commands, pair.Second.Commands));
    }
}
