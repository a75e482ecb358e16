using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Generation;

public sealed class SceneGroupingTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly SceneGrouping grouping;
    private readonly ShotRouter router;

    public SceneGroupingTests()
    {
        var (catalogue, ledger) = (ModelCatalogue.ReadInstalled(), new ChanceLedger(folder.File("chances.db"), TimeProvider.System));
        grouping = new(catalogue, BacklotSet.Accounts, ledger, new(), TimeProvider.System);
        router = new(catalogue, BacklotSet.Accounts, ledger, new(), TimeProvider.System);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Group_ShotsShorterThanTheModelSells_AreOneGenerationWithItsReason()
    {
        var found = await GroupAsync(seconds: 8, shots: 4);

        var group = Assert.Single(found.Groups);
        Assert.Equal(["s01", "s02", "s03", "s04"], group.ShotIds);
        Assert.Equal([2, 2, 2, 2], group.Seconds);
        Assert.Equal(Money.Usd(8 * 0.168m), group.WorstCase);
        // Alone each costs three seconds at a chance of 0.8; together a fifth of them is taken again alone.
        Assert.All(found.Routes, route => Assert.Equal(
            "s01, s02, s03 and s04 as one generation of 8 s: 1.34 USD once and 0.50 USD expected for retakes of single shots, 1.85 USD together; alone 2.52 USD", route.Reason));
        Assert.All(found.Routes, route => Assert.Equal((3, Money.Usd(3 * 0.168m)), (route.Seconds, route.WorstCase)));
    }

    [Fact]
    public async Task Group_ShotsThatCostTheSameAlone_StayApartAndSayWhy()
    {
        var found = await GroupAsync(seconds: 12, shots: 3, length: 4);

        Assert.Empty(found.Groups);
        Assert.All(found.Routes, route => Assert.EndsWith("as one generation on kling-v3-pro would cost 2.52 USD, alone 2.52 USD", route.Reason));
    }

    [Fact]
    public async Task Group_MoreThanAGenerationHolds_AreSeveralOfAtMostSixShotsAndFifteenSeconds()
    {
        var found = await GroupAsync(seconds: 20, shots: 10);

        Assert.Equal([6, 4], found.Groups.Select(group => group.ShotIds.Count));
        Assert.All(found.Groups, group => Assert.InRange(group.Seconds.Sum(), 3, 15));
    }

    [Fact]
    public async Task Group_AnotherPlaceAnotherModelOrOneAction_EndsAScene()
    {
        Assert.Equal([["s01", "s02"], ["s03", "s04"]], (await GroupAsync(8, 4, Elsewhere)).Groups.Select(group => group.ShotIds.ToArray()));
        Assert.Equal([["s01", "s02"]], (await GroupAsync(8, 4, shot => shot.Number > 2 ? shot with { Model = "veo-3.1" } : shot)).Groups.Select(group => group.ShotIds.ToArray()));
        Assert.Equal([["s01", "s02"]], (await GroupAsync(8, 4, shot => shot.Number > 2 ? shot with { ContinuesFrom = $"s{shot.Number - 1:00}" } : shot)).Groups.Select(group => group.ShotIds.ToArray()));

        static Shot Elsewhere(Shot shot) => shot.Number > 2 ? shot with { Fields = shot.Fields with { Environment = new("a street", Weather.Clear) } } : shot;
    }

    [Fact]
    public void Share_OfAnyAmount_SumsExactly()
    {
        var group = new ShotGroup(["s01", "s02", "s03"], "kling-v3-pro", [2, 3, 2], Money.Usd(1));

        foreach (var micros in new long[] { 1, 2, 1_000_001, 999_999_999 })
            Assert.Equal(micros, Enumerable.Range(0, 3).Sum(index => group.Share(new Money(micros), index).Micros));
    }

    private async Task<ShotGrouping> GroupAsync(double seconds, int shots, Func<Shot, Shot>? change = null, double length = 2)
    {
        var brief = Briefs.Of(seconds: seconds, beats: shots) with
        {
            Treatment = [.. Enumerable.Range(1, shots).Select(shot => $"A cup number {shot} on a table in the kitchen.")],
            ShotSeconds = length,
        };
        var plan = (await new DeterministicPlanner().PlanAsync(brief, default)).Shots.Select(change ?? (shot => shot)).ToList();
        var routes = plan.Select(shot => router.Choose(new(shot, 24, brief.Size, shot.Model is { } named ? [named] : [], [])).Choice!).ToList();
        return grouping.Group(new(plan, routes, 24, brief.Size, []));
    }
}
