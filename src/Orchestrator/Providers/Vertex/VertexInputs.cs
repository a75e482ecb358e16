using System.Net;
using System.Net.Http.Headers;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Vertex;

/// <summary>
/// Where Vertex finds a file: inside the request while it is a small picture, otherwise in the bucket, under the name of its content
/// and apart from the takes, so that it is put there once and is taken for nobody's clip.
/// </summary>
internal sealed class VertexInputs(ProviderChannel channel, VertexOptions options, IAssetStore assets, Func<HttpMethod, Uri, CancellationToken, Task<HttpRequestMessage>> keyed)
{
    private static readonly TimeSpan UploadLimit = TimeSpan.FromMinutes(10);

    /// <summary>A file as a request names it.</summary>
    /// <exception cref="HttpRequestException">The upload failed; nothing is bought with it.</exception>
    public async Task<VertexWire.Image> PlaceAsync(AssetRef asset, CancellationToken cancellationToken) =>
        asset.MediaType.StartsWith("image/", StringComparison.Ordinal) && asset.Length <= options.InlineLimit
            ? new(await assets.Base64Async(asset, cancellationToken), null, asset.MediaType)
            : new(null, await UploadAsync(asset, cancellationToken), asset.MediaType);

    private async Task<string> UploadAsync(AssetRef asset, CancellationToken cancellationToken)
    {
        var name = $"inputs/{asset.Sha256}.{asset.MediaType[(asset.MediaType.IndexOf('/') + 1)..]}";
        // Only where there is none of that name: equal content is sent once.
        var address = new Uri(options.Storage, $"upload/storage/v1/b/{options.Bucket}/o?uploadType=media&ifGenerationMatch=0&name={Uri.EscapeDataString(name)}");
        using var message = await keyed(HttpMethod.Post, address, cancellationToken);
        await using var file = File.OpenRead(await assets.FileAsync(asset, cancellationToken));
        message.Content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(asset.MediaType) } };
        var answer = await channel.SendAsync(message, UploadLimit, cancellationToken);
        if (answer.Status != HttpStatusCode.PreconditionFailed)
            answer.Demand();
        return $"gs://{options.Bucket}/{name}";
    }
}
