using System.Security.Cryptography;
using Orchestrator.Model;

namespace Orchestrator.Assets;

/// <summary>
/// Assets in a local folder: <c>ab/abcdef…</c> by hash, work in progress under <c>work/</c>. A file appears at its address by a
/// rename, so a killed process never leaves half an asset there.
/// </summary>
public sealed class LocalAssetStore : IAssetStore
{
    // No step works longer than this on one folder: what is older was left by a process that was killed, on whatever machine.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly string root;
    private readonly string work;

    /// <summary>Opens or creates the store, and removes what killed processes left in it: at once what those of this machine left, after a day everything.</summary>
    public LocalAssetStore(string root)
    {
        this.root = Directory.CreateDirectory(root).FullName;
        work = Directory.CreateDirectory(Path.Combine(this.root, "work")).FullName;
        Sweep();
    }

    /// <inheritdoc />
    public async Task<AssetRef> AddFileAsync(string path, string mediaType, CancellationToken cancellationToken = default)
    {
        string hash;
        long length;
        await using (var stream = File.OpenRead(path))
        {
            length = stream.Length;
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        }

        Place(path, hash);
        return new AssetRef(hash, length, mediaType);
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
    public Task<string> FileAsync(AssetRef asset, CancellationToken cancellationToken = default)
    {
        return Find(asset) is { } path
            ? Task.FromResult(path)
            : throw new AssetException($"The asset {asset.ShortName()} ({asset.MediaType}, {asset.Length} bytes) is not in {root}. "
                + "Run where the film was made, point ORCHESTRATOR_HOME at its folder, or set ORCHESTRATOR_ASSETS to the bucket that all machines share.");
    }

    /// <summary>The local file of an asset, or null when it is not here.</summary>
    internal string? Find(AssetRef asset)
    {
        var path = Address(asset.Sha256);
        return File.Exists(path) ? path : null;
    }

    /// <inheritdoc />
    public WorkFolder CreateWorkFolder() => new(Path.Combine(work, Guid.NewGuid().ToString("N")));

    private void Sweep()
    {
        var limit = DateTime.UtcNow - Abandoned;
        foreach (var folder in new DirectoryInfo(work).EnumerateDirectories().Where(folder => folder.LastWriteTimeUtc < limit || WorkFolder.IsAbandoned(folder.FullName)))
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another process swept at the same time.
            }
        }
    }

    private string Address(string hash) => Path.Combine(root, hash[..2], hash);

    private void Place(string path, string hash)
    {
        var address = Address(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(address)!);
        if (Path.GetFullPath(path).StartsWith(work, StringComparison.Ordinal))
        {
            File.Move(path, address, overwrite: true);
            return;
        }

        using var folder = CreateWorkFolder();
        var copy = folder.File(hash);
        File.Copy(path, copy);
        File.Move(copy, address, overwrite: true);
    }
}
