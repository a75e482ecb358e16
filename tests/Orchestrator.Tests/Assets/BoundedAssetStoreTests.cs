using System.Security.Cryptography;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Assets;

public sealed class BoundedAssetStoreTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly MovedClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AddAsync_OverTheLimit_DropsWhatWasUsedLongestAgo()
    {
        var store = Store(2_500);
        var first = await AddAsync(store);
        var second = await AddAsync(store);
        await store.FileAsync(first);
        clock.Forward(TimeSpan.FromMinutes(2));

        var third = await AddAsync(store);

        Assert.Equal(1_000, new FileInfo(await store.FileAsync(first)).Length);
        Assert.Equal(1_000, new FileInfo(await store.FileAsync(third)).Length);
        await Assert.ThrowsAsync<AssetException>(() => store.FileAsync(second));
    }

    [Fact]
    public async Task AddAsync_OverTheLimitWithAllInUse_KeepsWhatAToolMayBeReading()
    {
        var store = Store(1_500);
        var assets = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => store.AddAsync(RandomNumberGenerator.GetBytes(1_000), "video/mp4")));

        foreach (var asset in assets)
            Assert.Equal(1_000, new FileInfo(await store.FileAsync(asset)).Length);
    }

    private BoundedAssetStore Store(long limit) => new(folder.File("pieces"), limit, TimeSpan.FromMinutes(1), clock);

    private async Task<AssetRef> AddAsync(BoundedAssetStore store)
    {
        var asset = await store.AddAsync(RandomNumberGenerator.GetBytes(1_000), "video/mp4");
        clock.Forward(TimeSpan.FromMinutes(2));
        return asset;
    }

    private sealed class MovedClock : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UtcNow;

        public void Forward(TimeSpan by) => now += by;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
