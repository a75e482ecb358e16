using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Runway;

/// <summary>Where Runway finds a file: inside the request while it is small, otherwise uploaded, for a day.</summary>
internal sealed class RunwayUploads(ProviderChannel channel, IOptions<RunwayOptions> settings, IAssetStore assets, Func<HttpMethod, Uri, HttpRequestMessage> keyed, TimeProvider clock)
{
    private static readonly TimeSpan UploadLimit = TimeSpan.FromMinutes(10);

    // Of twenty-four hours: a task that waits for its turn still finds it.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(20);

    private readonly ConcurrentDictionary<string, (Uri Address, DateTimeOffset Until)> uploaded = [];

    private RunwayOptions Options => settings.Value;

    /// <summary>The address of a file, as a request names it.</summary>
    /// <exception cref="HttpRequestException">The upload failed; nothing is bought with it.</exception>
    public async Task<string> PlaceAsync(AssetRef asset, CancellationToken cancellationToken)
    {
        var limit = asset.MediaType.StartsWith("image/", StringComparison.Ordinal) ? Options.InlinePicture : Options.InlineClip;
        if (RequestPayload.Encoded(asset) + $"data:{asset.MediaType};base64,".Length <= limit)
            return await assets.DataUriAsync(asset, cancellationToken);
        if (uploaded.TryGetValue(asset.Sha256, out var known) && known.Until > clock.GetUtcNow())
            return known.Address.OriginalString;
        var until = clock.GetUtcNow() + Kept;
        var address = await UploadAsync(asset, cancellationToken);
        uploaded[asset.Sha256] = (address, until);
        return address.OriginalString;
    }

    private async Task<Uri> UploadAsync(AssetRef asset, CancellationToken cancellationToken)
    {
        var name = $"{asset.ShortName()}.{asset.MediaType[(asset.MediaType.IndexOf('/') + 1)..]}";
        using var ask = keyed(HttpMethod.Post, new Uri(Options.Address, "v1/uploads"));
        ask.Content = JsonContent.Create(new { filename = name, type = "ephemeral" });
        var place = (await channel.SendAsync(ask, Options.CallTimeout, cancellationToken)).Demand().Parse<RunwayWire.Upload>();
        if (place is not { Address: { } target, Uri: { } uri })
            throw new HttpRequestException("Runway's storage names no address.");
        if (!ProviderChannel.IsOn(target, Options.Address) && !ProviderChannel.IsPublic(target))
            throw new ProviderException($"Runway's storage points to {target.Host}; nothing is uploaded.");
        await using var file = File.OpenRead(await assets.FileAsync(asset, cancellationToken));
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in place.Fields ?? new Dictionary<string, string>())
            form.Add(new StringContent(value), field);
        // What is signed comes before the file.
        form.Add(new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(asset.MediaType) } }, "file", name);
        // The address is signed by itself: it takes no key.
        using var put = new HttpRequestMessage(HttpMethod.Post, target) { Content = form };
        (await channel.SendAsync(put, UploadLimit, cancellationToken)).Demand();
        return uri;
    }
}
