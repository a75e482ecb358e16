using System.Text;
using Orchestrator.Assets.Records;
using Orchestrator.Assets.S3;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Assets;

public sealed class RecordStoreTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task TryCreateAsync_InAFolderBySeveralAtOnce_OneSucceeds() =>
        OneSucceedsAsync(new FolderRecordStore(folder.Path), new FolderRecordStore(folder.Path));

    [S3Fact]
    public async Task TryCreateAsync_InABucketBySeveralAtOnce_OneSucceeds()
    {
        await using var server = await S3Server.StartAsync("records");
        using var one = new S3Bucket(server.Options("records"));
        using var other = new S3Bucket(server.Options("records"));

        await OneSucceedsAsync(new S3RecordStore(one), new S3RecordStore(other));
    }

    private static async Task OneSucceedsAsync(params IRecordStore[] stores)
    {
        Assert.Null(await stores[0].ReadAsync("intents/a/001.json"));

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer =>
            Task.Run(() => stores[writer % stores.Length].TryCreateAsync("intents/a/001.json", Encoding.UTF8.GetBytes($"{writer}")))));

        var winner = Assert.Single(Enumerable.Range(0, 8), writer => tries[writer]);
        foreach (var store in stores)
            Assert.Equal($"{winner}", Encoding.UTF8.GetString((await store.ReadAsync("intents/a/001.json"))!));

        await stores[0].TryCreateAsync("intents/b/001.json", "{}"u8.ToArray());
        Assert.Equal(["intents/a/001.json", "intents/b/001.json"], await NamesAsync(stores[1], "intents/", null));
        Assert.Equal(["intents/b/001.json"], await NamesAsync(stores[1], "intents/", "intents/a/001.json"));
        Assert.Empty(await NamesAsync(stores[1], "chances/", null));
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(IRecordStore store, string prefix, string? after)
    {
        List<string> names = [];
        await foreach (var name in store.ListAsync(prefix, after))
            names.Add(name);
        return names;
    }
}
