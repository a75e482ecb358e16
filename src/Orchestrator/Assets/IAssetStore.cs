using Orchestrator.Model;

namespace Orchestrator.Assets;

/// <summary>Where media lives, by content. Equal bytes are stored once; what is stored is never changed.</summary>
public interface IAssetStore
{
    /// <summary>Takes a file in: it is hashed, then moved or copied to its place in one step. The file may be gone afterwards.</summary>
    Task<AssetRef> AddFileAsync(string path, string mediaType, CancellationToken cancellationToken = default);

    /// <summary>Takes bytes in.</summary>
    Task<AssetRef> AddAsync(ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken cancellationToken = default);

    /// <summary>A local file with the asset's bytes, for tools that read files. Not to be written.</summary>
    /// <exception cref="AssetException">The store does not hold it.</exception>
    Task<string> FileAsync(AssetRef asset, CancellationToken cancellationToken = default);

    /// <summary>A fresh folder on the store's own disk for work in progress; deleted when disposed.</summary>
    WorkFolder CreateWorkFolder();
}
