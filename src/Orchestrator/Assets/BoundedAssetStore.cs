using Orchestrator.Model;

namespace Orchestrator.Assets;

/// <summary>
/// Assets in a local folder that is kept under a size: what was used longest ago goes first. Only for what can be made again, and what
/// nothing on record refers to.
/// </summary>
/// <param name="folder">The folder; created when missing.</param>
/// <param name="limit">Most bytes that it may take; what was used just now stays in any case.</param>
/// <param name="inUse">How long a file may still be read after it was asked for.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class BoundedAssetStore(string folder, long limit, TimeSpan inUse, TimeProvider clock) : IAssetStore
{
    private readonly LocalAssetStore files = new(folder);
    private readonly CacheRoom room = new(folder, limit, inUse, clock);

    /// <inheritdoc />
    public async Task<AssetRef> AddFileAsync(string path, string mediaType, CancellationToken cancellationToken = default) =>
        Noted(await files.AddFileAsync(path, mediaType, cancellationToken));

    /// <inheritdoc />
    public async Task<AssetRef> AddAsync(ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken cancellationToken = default) =>
        Noted(await files.AddAsync(bytes, mediaType, cancellationToken));

    /// <inheritdoc />
    public async Task<string> FileAsync(AssetRef asset, CancellationToken cancellationToken = default) =>
        files.Find(asset) is { } path && room.Use(path) ? path : await files.FileAsync(asset, cancellationToken);

    /// <inheritdoc />
    public WorkFolder CreateWorkFolder() => files.CreateWorkFolder();

    private AssetRef Noted(AssetRef asset)
    {
        if (files.Find(asset) is { } path)
            room.Use(path);
        room.Add(asset.Length);
        return asset;
    }
}
