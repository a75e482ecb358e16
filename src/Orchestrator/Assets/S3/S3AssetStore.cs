using Orchestrator.Model;

namespace Orchestrator.Assets.S3;

/// <summary>
/// Assets in a bucket, under <c>assets/ab/abcdef…</c> by hash, with local copies of those in use. An object is created and never
/// overwritten, so equal content is stored once whoever brings it; what comes back is checked by its hash. Work in progress stays on
/// the local disk.
/// </summary>
public sealed class S3AssetStore : IAssetStore
{
    // Larger files are asked for before they are sent; for smaller ones the question would cost as much as the sending.
    private const long AskFrom = 1 << 20;
    private const int Doors = 64;

    private readonly S3Bucket bucket;
    private readonly LocalAssetStore copies;
    private readonly CacheRoom room;
    private readonly SemaphoreSlim[] doors = [.. Enumerable.Range(0, Doors).Select(_ => new SemaphoreSlim(1))];

    /// <summary>A store in a bucket with copies in a local folder.</summary>
    public S3AssetStore(S3Bucket bucket, S3Options options, string folder, TimeProvider clock)
    {
        this.bucket = bucket;
        copies = new LocalAssetStore(folder);
        room = new CacheRoom(folder, options.CacheLimit, options.InUse, clock);
    }

    /// <inheritdoc />
    public async Task<AssetRef> AddFileAsync(string path, string mediaType, CancellationToken cancellationToken = default)
    {
        var asset = await copies.AddFileAsync(path, mediaType, cancellationToken);
        var copy = copies.Find(asset)!;
        room.Use(copy);
        if (asset.Length < AskFrom || await bucket.LengthAsync(Key(asset), cancellationToken) is null)
            await bucket.TryCreateFileAsync(Key(asset), copy, mediaType, cancellationToken);
        room.Add(asset.Length);
        return asset;
    }

    /// <inheritdoc />
    public async Task<AssetRef> AddAsync(ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken cancellationToken = default)
    {
        using var folder = CreateWorkFolder();
        var path = folder.File("asset");
        await File.WriteAllBytesAsync(path, bytes, cancellationToken);
        return await AddFileAsync(path, mediaType, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<string> FileAsync(AssetRef asset, CancellationToken cancellationToken = default)
    {
        if (Copy(asset) is { } copy)
            return copy;
        // One of those who want the same asset fetches it, the others find it.
        var door = doors[Convert.ToInt32(asset.Sha256[..2], 16) % Doors];
        await door.WaitAsync(cancellationToken);
        try
        {
            return Copy(asset) ?? await FetchAsync(asset, cancellationToken);
        }
        finally
        {
            door.Release();
        }
    }

    /// <inheritdoc />
    public WorkFolder CreateWorkFolder() => copies.CreateWorkFolder();

    private static string Key(AssetRef asset) => $"assets/{asset.Sha256[..2]}/{asset.Sha256}";

    private string? Copy(AssetRef asset) => copies.Find(asset) is { } path && room.Use(path) ? path : null;

    private async Task<string> FetchAsync(AssetRef asset, CancellationToken cancellationToken)
    {
        using var folder = CreateWorkFolder();
        var path = folder.File(asset.Sha256);
        if (!await bucket.DownloadAsync(Key(asset), path, asset.Length, cancellationToken))
            throw new AssetException($"The asset {asset.ShortName()} ({asset.MediaType}, {asset.Length} bytes) is not in {bucket.Name}. "
                + "Run with the ORCHESTRATOR_ASSETS that the film was made with.");
        var held = await copies.AddFileAsync(path, asset.MediaType, cancellationToken);
        if (held.Sha256 != asset.Sha256)
            throw new AssetException($"The asset {asset.ShortName()} in {bucket.Name} is damaged: its bytes are those of {held.ShortName()}. Delete {Key(asset)} there, and run the step again that made it.");
        var copy = copies.Find(asset)!;
        room.Use(copy);
        room.Add(asset.Length);
        return copy;
    }
}
