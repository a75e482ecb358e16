using Orchestrator.Assets.Records;
using Orchestrator.Assets.S3;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Chances;
using Orchestrator.Testing;
using Orchestrator.Tests.Assets;

namespace Orchestrator.Tests.Providers.Chances;

public sealed class SharedChancesTests : IDisposable
{
    private const string Folder = "chances/models";

    private readonly TempFolder folder = new();
    private readonly Clock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Gather_TakesOfAnotherWorkerInASharedFolder_CountAsOnesOwn() =>
        CountedByBothAsync(new FolderRecordStore(folder.File("records")), new FolderRecordStore(folder.File("records")));

    [S3Fact]
    public async Task Gather_TakesOfAnotherWorkerInABucket_CountAsOnesOwn()
    {
        await using var server = await S3Server.StartAsync("chances");
        using var one = new S3Bucket(server.Options("chances"));
        using var other = new S3Bucket(server.Options("chances"));

        await CountedByBothAsync(new S3RecordStore(one), new S3RecordStore(other));
    }

    [Fact]
    public async Task Gather_TakeThatBothScored_CountsOnce()
    {
        var (one, other) = (Worker("one"), Worker("other"));
        await one.Shared.RecordAsync("kling-v3-pro", await ShotAsync(), ChanceLedgerTests.Card("a/1", null));
        clock.Now += TimeSpan.FromDays(1);
        await other.Shared.RecordAsync("kling-v3-pro", await ShotAsync(), ChanceLedgerTests.Card("a/1", null));

        await one.Shared.GatherAsync();
        await other.Shared.GatherAsync();

        Assert.All([one, other], worker => Assert.Equal(1, worker.Ledger.Export().Takes));
    }

    [Fact]
    public async Task Gather_WorkerThatBegins_CountsOldTakesByTheirAge()
    {
        await Worker("one").Shared.RecordAsync("kling-v3-pro", await ShotAsync(), ChanceLedgerTests.Card("a/1", ScoredAttribute.Lighting));
        clock.Now += TimeSpan.FromDays(30);

        var late = Worker("late");
        await late.Shared.GatherAsync();

        Assert.Equal(Math.Pow(0.98, 30), late.Ledger.Counts().Single(count => count.Attribute == ScoredAttribute.Lighting).Fails, 9);
    }

    [Fact]
    public async Task Gather_WithinAMinute_AsksTheStoreOnce()
    {
        var (one, other) = (Worker("one"), Worker("other"));
        await other.Shared.GatherAsync();
        await one.Shared.RecordAsync("kling-v3-pro", await ShotAsync(), ChanceLedgerTests.Card("a/1", null));

        await other.Shared.GatherAsync();
        var before = other.Ledger.Export().Takes;
        clock.Now += TimeSpan.FromMinutes(1);
        await other.Shared.GatherAsync();

        Assert.Equal((0, 1), (before, other.Ledger.Export().Takes));
    }

    [Fact]
    public async Task Gather_RecordOfAnAttributeThatIsNotKnown_LeavesItOut()
    {
        var worker = Worker("one");
        worker.Ledger.Add(new("a/1", "kling-v3-pro", ShotType.Of(await ShotAsync()), new(2026, 11, 20), ["Lighting", "Weight"], "Grounding"));

        Assert.Equal([ScoredAttribute.Lighting], worker.Ledger.Counts().Select(count => count.Attribute));
    }

    private async Task CountedByBothAsync(IRecordStore oneStore, IRecordStore otherStore)
    {
        var (one, other) = (Worker("one", oneStore), Worker("other", otherStore));
        for (var take = 0; take < 40; take++)
        {
            await one.Shared.RecordAsync("kling-v3-pro", await ShotAsync(), ChanceLedgerTests.Card($"a/{take}", take % 4 == 0 ? ScoredAttribute.Lighting : null));
            clock.Now += TimeSpan.FromHours(1);
        }

        await other.Shared.RecordAsync("ltx-2.3-fast", await ShotAsync(), ChanceLedgerTests.Card("b/1", null));
        await one.Shared.GatherAsync();
        await other.Shared.GatherAsync();
        // Asking again changes nothing.
        clock.Now += TimeSpan.FromHours(1);
        await other.Shared.GatherAsync();

        Assert.Equal(41, one.Ledger.Export().Takes);
        Assert.Equal(one.Ledger.Counts(), other.Ledger.Counts());
        Assert.Equal(one.Ledger.Export().Takes, other.Ledger.Export().Takes);
    }

    private (ChanceLedger Ledger, SharedChances Shared) Worker(string name, IRecordStore? store = null)
    {
        var ledger = new ChanceLedger(folder.File($"{name}.db"), clock);
        return (ledger, new SharedChances(ledger, store ?? new FolderRecordStore(folder.File("records")), Folder, clock));
    }

    private static async Task<Shot> ShotAsync() => (await new DeterministicPlanner().PlanAsync(Briefs.Of(seconds: 8), default)).Shots[0];

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
