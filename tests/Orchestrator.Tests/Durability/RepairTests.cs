namespace Orchestrator.Tests.Durability;

/// <summary>What the repairs of a whole production look like in its history.</summary>
public sealed class RepairTests
{
    [Fact]
    public async Task Production_EveryRetry_DiffersFromItsParentInTheOneFieldThatItNames()
    {
        var film = await MadeFilm.UndisturbedAsync();

        var retries = film.Retries().ToList();

        Assert.NotEmpty(retries);
        Assert.All(retries, pair =>
        {
            var changed = Assert.Single(pair.Parent.Request.Diff(pair.Retry.Request));
            Assert.Equal(pair.Retry.Changed, changed);
            Assert.NotEmpty(pair.Retry.Why);
        });
    }
}
