using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Assets;

public sealed class LocalAssetStoreTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_WorkOfAKilledProcess_IsSweptAfterADay()
    {
        var abandoned = Path.GetDirectoryName(folder.Write("work/killed/take.mp4", "half a take"))!;
        var fresh = Path.GetDirectoryName(folder.Write("work/busy/take.mp4", "half a take"))!;
        Directory.SetLastWriteTimeUtc(abandoned, DateTime.UtcNow.AddHours(-25));

        _ = new LocalAssetStore(folder.Path);

        Assert.False(Directory.Exists(abandoned));
        Assert.True(Directory.Exists(fresh));
    }

    [Fact]
    public async Task Open_WorkOfAProcessThatIsGone_IsSweptAtOnceAndThatOfALivingOneIsNot()
    {
        var living = new LocalAssetStore(folder.Path).CreateWorkFolder();
        // What a kill leaves: the folder, what was made in it, and a lock that nobody holds any more; and the same from another machine.
        var dead = Path.GetDirectoryName(folder.Write($"work/killed/.owner-{Environment.MachineName}", ""))!;
        folder.Write("work/killed/take.mp4", "half a take");
        var elsewhere = Path.GetDirectoryName(folder.Write("work/elsewhere/.owner-another-machine", ""))!;

        var store = new LocalAssetStore(folder.Path);

        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(elsewhere));
        await File.WriteAllTextAsync(living.File("take.mp4"), "take");
        Assert.Equal(4, (await store.AddFileAsync(living.File("take.mp4"), "video/mp4")).Length);
        living.Dispose();
        Assert.False(Directory.Exists(living.Path));
    }

    [Fact]
    public async Task AddAsync_SameContentTwice_IsOneAsset()
    {
        var store = new LocalAssetStore(folder.Path);

        var first = await store.AddAsync("take"u8.ToArray(), "video/mp4");
        var second = await store.AddAsync("take"u8.ToArray(), "video/mp4");

        Assert.Equal(first, second);
        Assert.Equal("take", await File.ReadAllTextAsync(await store.FileAsync(second)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("work")));
    }

    [Fact]
    public async Task FileAsync_MissingAsset_SaysWhereItWasLookedFor()
    {
        var store = new LocalAssetStore(folder.Path);
        var asset = new AssetRef(new string('a', 64), 12, "video/mp4");

        var missing = await Assert.ThrowsAsync<AssetException>(() => store.FileAsync(asset));

        Assert.Contains(folder.Path, missing.Message);
    }
}
