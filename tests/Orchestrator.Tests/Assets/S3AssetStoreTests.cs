using System.Security.Cryptography;
using Orchestrator.Assets;
using Orchestrator.Assets.S3;
using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Assets;

public sealed class S3AssetStoreTests : IAsyncLifetime, IDisposable
{
    private const string Bucket = "assets";
    private readonly TempFolder folder = new();
    private readonly List<S3Bucket> doors = [];
    private S3Server? server;

    public async Task InitializeAsync() => server = S3Server.Program is null ? null : await S3Server.StartAsync(Bucket);

    public async Task DisposeAsync() => await (server?.DisposeAsync() ?? ValueTask.CompletedTask);

    public void Dispose()
    {
        doors.ForEach(door => door.Dispose());
        folder.Dispose();
    }

    [S3Fact]
    public async Task FileAsync_OnAnotherMachine_GivesTheSameBytes()
    {
        var asset = await Store("a").AddAsync("take"u8.ToArray(), "video/mp4");

        var path = await Store("b").FileAsync(asset);

        Assert.StartsWith(folder.File("b"), path);
        Assert.Equal("take", await File.ReadAllTextAsync(path));
    }

    [S3Fact]
    public async Task AddFileAsync_LargeFile_TravelsInPartsAndComesBackByRanges()
    {
        var bytes = RandomNumberGenerator.GetBytes((13 << 20) + 17);
        var path = folder.File("large");
        await File.WriteAllBytesAsync(path, bytes);

        var asset = await Store("a", InParts).AddFileAsync(path, "video/mp4");
        var copy = await Store("b", InParts).FileAsync(asset);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(copy));
        using var client = server!.Client();
        var stored = await client.GetObjectMetadataAsync(new() { BucketName = Bucket, Key = $"films/assets/{asset.Sha256[..2]}/{asset.Sha256}" });
        // The tag of an object that came in parts says in how many.
        Assert.EndsWith("-3\"", stored.ETag);
        Assert.Equal("video/mp4", stored.Headers.ContentType);
    }

    [S3Theory]
    [InlineData(10)]
    [InlineData(6 << 20)]
    public async Task AddAsync_SameContentFromSeveralMachinesAtOnce_IsStoredOnceAndNeverChanged(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);

        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(machine => Task.Run(() => Store($"m{machine}", InParts).AddAsync(bytes, "image/png"))));

        Assert.Single(added.Distinct());
        var key = Assert.Single(await server!.ObjectsAsync(Bucket)).Key;
        using var client = server.Client();
        var first = (await client.GetObjectMetadataAsync(Bucket, key)).LastModified;
        await Store("late", InParts).AddAsync(bytes, "image/png");
        Assert.Equal(first, (await client.GetObjectMetadataAsync(Bucket, key)).LastModified);
        Assert.Empty((await client.ListMultipartUploadsAsync(Bucket)).MultipartUploads ?? []);
    }

    [S3Fact]
    public async Task FileAsync_DamagedObject_SaysSo()
    {
        var asset = await Store("a").AddAsync("take"u8.ToArray(), "video/mp4");
        using var client = server!.Client();
        await client.PutObjectAsync(new() { BucketName = Bucket, Key = $"films/assets/{asset.Sha256[..2]}/{asset.Sha256}", ContentBody = "fake" });

        var damaged = await Assert.ThrowsAsync<AssetException>(() => Store("b").FileAsync(asset));

        Assert.Contains("is damaged", damaged.Message);
    }

    [S3Fact]
    public async Task FileAsync_UnknownAsset_NamesTheBucket()
    {
        var missing = await Assert.ThrowsAsync<AssetException>(() => Store("a").FileAsync(new(new string('a', 64), 4, "video/mp4")));

        Assert.Contains("is not in s3://assets/films/", missing.Message);
    }

    [S3Fact]
    public async Task AddAsync_BucketMissing_SaysWhatToCheck()
    {
        using var door = new S3Bucket(server!.Options("nobody"));
        var store = new S3AssetStore(door, server.Options("nobody"), folder.File("a"), TimeProvider.System);

        var wrong = await Assert.ThrowsAsync<AssetException>(() => store.AddAsync("take"u8.ToArray(), "video/mp4"));

        Assert.Contains("ORCHESTRATOR_ASSETS", wrong.Message);
    }

    [S3Fact]
    public async Task FileAsync_CacheOverItsLimit_DropsWhatWasUsedLongestAgoAndFetchesItAgain()
    {
        var clock = new MovedClock();
        var store = Store("a", options => options with { CacheLimit = 2_500, InUse = TimeSpan.FromMinutes(1) }, clock);
        List<AssetRef> assets = [];
        for (var i = 0; i < 2; i++)
        {
            assets.Add(await store.AddAsync(RandomNumberGenerator.GetBytes(1_000), "image/png"));
            clock.Forward(TimeSpan.FromMinutes(2));
        }

        await store.FileAsync(assets[0]);
        clock.Forward(TimeSpan.FromMinutes(2));
        assets.Add(await store.AddAsync(RandomNumberGenerator.GetBytes(1_000), "image/png"));

        Assert.Equal([assets[0].Sha256, assets[2].Sha256], Copies("a").Order().Intersect(assets.Select(asset => asset.Sha256)).OrderBy(hash => assets.FindIndex(asset => asset.Sha256 == hash)));
        Assert.Equal(1_000, new FileInfo(await store.FileAsync(assets[1])).Length);
    }

    [S3Fact]
    public async Task AddAsync_CacheOverItsLimitInUse_KeepsWhatIsBeingRead()
    {
        var store = Store("a", options => options with { CacheLimit = 1_500 });

        var first = await store.AddAsync(RandomNumberGenerator.GetBytes(1_000), "image/png");
        var second = await store.AddAsync(RandomNumberGenerator.GetBytes(1_000), "image/png");

        Assert.Equal(new[] { first.Sha256, second.Sha256 }.Order(), Copies("a").Order());
    }

    private static S3Options InParts(S3Options options) => options with { PartsFrom = 5 << 20, PartSize = 5 << 20 };

    private S3AssetStore Store(string machine, Func<S3Options, S3Options>? change = null, TimeProvider? clock = null)
    {
        var options = (change ?? (same => same))(server!.Options(Bucket));
        var door = new S3Bucket(options);
        lock (doors)
            doors.Add(door);
        return new(door, options, folder.File(machine), clock ?? TimeProvider.System);
    }

    private IEnumerable<string> Copies(string machine) =>
        new DirectoryInfo(folder.File(machine)).EnumerateDirectories("??").SelectMany(part => part.EnumerateFiles()).Select(file => file.Name);

    private sealed class MovedClock : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UtcNow;

        public void Forward(TimeSpan by) => now += by;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
