using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Chances;

public sealed class ChanceLedgerTests : IDisposable
{
    private static readonly ModelRow Row = ModelCatalogue.ReadInstalled().Find("kling-v3-pro");

    private readonly TempFolder folder = new();
    private readonly Clock clock = new();
    private readonly ChanceLedger ledger;

    public ChanceLedgerTests() => ledger = new ChanceLedger(folder.File("chances.db"), clock);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Of_NothingOnRecord_IsTheChanceOfTheCatalogue() =>
        Assert.Equal(Row.Chance, ledger.Chances().Of(Row, await ShotAsync()), 9);

    [Fact]
    public async Task Of_OneTake_MovesAsABetaOfTenTakesDoes()
    {
        ledger.Record(Row.Name, await ShotAsync(), Card("a/1", ScoredAttribute.Lighting));

        // Nine attributes are judged with sound. Two passed before the one that failed; the six after it are as they were.
        var prior = Math.Pow(0.8, 1.0 / 9);
        Assert.Equal(
            Math.Pow(((10 * prior) + 1) / 11, 2) * (10 * prior / 11) * Math.Pow(prior, 6),
            ledger.Chances().Of(Row, await ShotAsync()),
            9);
    }

    [Fact]
    public async Task Record_SameAttemptTwice_CountsOnce()
    {
        var first = ledger.Record(Row.Name, await ShotAsync(), Card("a/1", null));
        var again = new ChanceLedger(folder.File("chances.db"), clock).Record(Row.Name, await ShotAsync(), Card("a/1", ScoredAttribute.Motion));

        Assert.True(first);
        Assert.False(again);
        Assert.Equal(1, ledger.Export().Takes);
        Assert.All(ledger.Counts(), count => Assert.Equal((1, 0), (count.Passes, count.Fails)));
    }

    [Fact]
    public async Task Record_ManyAtOnceOfTheSameAttempt_CountsOnce()
    {
        var shot = await ShotAsync();

        var counted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            new ChanceLedger(folder.File("chances.db"), clock).Record(Row.Name, shot, Card("a/1", null)))));

        Assert.Single(counted, true);
        Assert.All(ledger.Counts(), count => Assert.Equal(1, count.Takes));
    }

    [Fact]
    public async Task Record_FailedTake_SaysNothingOfWhatMayHaveBeenDraggedDown()
    {
        ledger.Record(Row.Name, await ShotAsync(), Card("a/1", ScoredAttribute.Lighting));

        Assert.Equal(
            [(ScoredAttribute.Technical, 1, 0), (ScoredAttribute.Continuity, 1, 0), (ScoredAttribute.Lighting, 0, 1)],
            ledger.Counts().Select(count => (count.Attribute, (int)count.Passes, (int)count.Fails)));
    }

    [Fact]
    public async Task Record_NotMeasured_IsNoOutcome()
    {
        var card = Card("a/1", null);
        ledger.Record(Row.Name, await ShotAsync(), card with { Attributes = [.. card.Attributes.Select(score => score with { Verdict = Verdict.NotMeasured })] });

        Assert.Empty(ledger.Counts());
        Assert.Equal(1, ledger.Export().Takes);
    }

    [Fact]
    public async Task Of_OtherKindOfShot_MovesLessThanTheKindThatFailed()
    {
        var people = await ShotAsync("A barista walks to the window.");
        var things = await ShotAsync();
        for (var take = 0; take < 40; take++)
            ledger.Record(Row.Name, people, Card($"a/{take}", ScoredAttribute.Pose));

        var chances = ledger.Chances();

        Assert.NotEqual(ShotType.Of(people), ShotType.Of(things));
        Assert.True(chances.Of(Row, people) < chances.Of(Row, things));
        Assert.True(chances.Of(Row, things) < Row.Chance);
        Assert.Equal(Row.Chance, chances.Of(Row with { Name = "another" }, people), 9);
    }

    [Fact]
    public async Task Counts_OldTakes_CountLess()
    {
        ledger.Record(Row.Name, await ShotAsync(), Card("a/1", ScoredAttribute.Lighting));
        clock.Now += TimeSpan.FromDays(30);

        var lighting = ledger.Counts().Single(count => count.Attribute == ScoredAttribute.Lighting);

        Assert.Equal(Math.Pow(0.98, 30), lighting.Fails, 9);
    }

    [Fact]
    public void Counts_DamagedFile_SaysWhatToDo()
    {
        folder.Write("chances.db", new string('x', 4096));

        var refused = Assert.Throws<CatalogueException>(() => ledger.Counts());

        Assert.Contains("move the file away", refused.Message);
    }

    internal static ScoreCard Card(string attempt, ScoredAttribute? failed) => new(
        attempt,
        [
            .. ScoredAttributes.OfEveryTake.Where(attribute => attribute != ScoredAttribute.Audio).Select(attribute =>
                new AttributeScore(attribute, attribute == failed ? Verdict.Fail : Verdict.Pass, 1, 0, 1, "", new Dictionary<string, double>(), [])),
        ],
        failed,
        "test");

    private static async Task<Shot> ShotAsync(string beat = "A cup on a table in the cafe.") =>
        (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8) with { Treatment = [beat] }, default)).Shots[0];

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
