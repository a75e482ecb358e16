using Orchestrator.Assets;
using Orchestrator.Model;

namespace Orchestrator.Providers.Http;

/// <summary>Assets as requests carry them.</summary>
internal static class ProviderAssets
{
    public static async Task<byte[]> BytesAsync(this IAssetStore assets, AssetRef asset, CancellationToken cancellationToken) =>
        await File.ReadAllBytesAsync(await assets.FileAsync(asset, cancellationToken), cancellationToken);

    public static async Task<string> Base64Async(this IAssetStore assets, AssetRef asset, CancellationToken cancellationToken) =>
        Convert.ToBase64String(await assets.BytesAsync(asset, cancellationToken));

    public static async Task<string> DataUriAsync(this IAssetStore assets, AssetRef asset, CancellationToken cancellationToken) =>
        $"data:{asset.MediaType};base64,{await assets.Base64Async(asset, cancellationToken)}";
}
