using System.Text.Json;
using Orchestrator.Assets;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>
/// Remembers what finished work produced: small JSON files by content key that point into the asset store. An entry whose media
/// are gone, or that a power cut damaged, counts as absent and is written anew.
/// </summary>
internal sealed class AssemblyCache(string folder, IAssetStore assets)
{
    /// <summary>The result kept under a key, if all its media are still in the store.</summary>
    public async Task<T?> FindAsync<T>(string key, Func<T, IEnumerable<AssetRef>> media, CancellationToken cancellationToken)
        where T : class
    {
        var path = Entry(key);
        if (!File.Exists(path))
            return null;
        try
        {
            var kept = JsonSerializer.Deserialize<T>(await File.ReadAllBytesAsync(path, cancellationToken));
            foreach (var asset in kept is null ? [] : media(kept))
                await assets.FileAsync(asset, cancellationToken);
            return kept;
        }
        catch (Exception exception) when (exception is AssetException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a result; the entry appears by a rename, so it is whole or absent.</summary>
    public async Task KeepAsync<T>(string key, T value, CancellationToken cancellationToken)
    {
        var path = Entry(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(value), cancellationToken);
        File.Move(draft, path, overwrite: true);
    }

    private string Entry(string key) => Path.Combine(folder, key[..2], key + ".json");
}
