using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Fal;

/// <summary>fal's storage of inputs: what is small goes inside the request, the rest is uploaded once and named by its address.</summary>
internal sealed class FalStorage(ProviderChannel channel, IOptions<FalOptions> settings, IAssetStore assets)
{
    private static readonly TimeSpan UploadLimit = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Uri> uploaded = [];

    private FalOptions Options => settings.Value;

    /// <summary>Where fal finds each of the assets.</summary>
    public async Task<IReadOnlyDictionary<AssetRef, string>> PlaceAsync(IReadOnlyList<AssetRef> wanted, CancellationToken cancellationToken)
    {
        Dictionary<AssetRef, string> placed = [];
        foreach (var asset in wanted)
            placed[asset] = IsInline(asset) ? await assets.DataUriAsync(asset, cancellationToken) : (await UploadAsync(asset, cancellationToken)).ToString();
        return placed;
    }

    /// <summary>Uploads an asset, or gives the address that it has already.</summary>
    /// <exception cref="HttpRequestException">The upload failed; nothing is bought with it.</exception>
    public async Task<Uri> UploadAsync(AssetRef asset, CancellationToken cancellationToken)
    {
        if (uploaded.TryGetValue(asset.Sha256, out var known))
            return known;
        var token = await TokenAsync(cancellationToken);
        var address = token is null ? await PutAsync(asset, cancellationToken)
            : asset.Length > Options.PartsFrom ? await InPartsAsync(asset, token, cancellationToken)
            : await WholeAsync(asset, token, cancellationToken);
        return uploaded[asset.Sha256] = address;
    }

    private bool IsInline(AssetRef asset) => asset.MediaType.StartsWith("image/", StringComparison.Ordinal) && asset.Length <= Options.InlineLimit;

    // Accounts without the newer storage go the older way.
    private async Task<FalWire.UploadToken?> TokenAsync(CancellationToken cancellationToken)
    {
        using var message = Keyed("storage/auth/token?storage_type=fal-cdn-v3", new { });
        var token = (await channel.SendAsync(message, Options.CallTimeout, cancellationToken)) is { IsSuccess: true } answer ? answer.Parse<FalWire.UploadToken>() : null;
        return token is { Token: not null, TokenType: not null, BaseUrl: { } server } && IsStorage(server) ? token : null;
    }

    private async Task<Uri> WholeAsync(AssetRef asset, FalWire.UploadToken token, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(asset, cancellationToken);
        using var message = Signed(HttpMethod.Post, At(token.BaseUrl!, "files/upload"), token);
        message.Headers.Add("X-Fal-File-Name", Name(asset));
        message.Content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(asset.MediaType) } };
        return Address((await channel.SendAsync(message, UploadLimit, cancellationToken)).Demand().Parse<FalWire.Uploaded>()?.AccessUrl);
    }

    private async Task<Uri> InPartsAsync(AssetRef asset, FalWire.UploadToken token, CancellationToken cancellationToken)
    {
        using var opening = Signed(HttpMethod.Post, At(token.BaseUrl!, "files/upload/multipart"), token);
        opening.Headers.Add("X-Fal-File-Name", Name(asset));
        opening.Content = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue(asset.MediaType) } };
        var opened = (await channel.SendAsync(opening, Options.CallTimeout, cancellationToken)).Demand().Parse<FalWire.Uploaded>();
        var address = Address(opened?.AccessUrl);
        List<FalWire.Part> parts = [];
        await using var file = await OpenAsync(asset, cancellationToken);
        var buffer = new byte[Options.PartSize];
        for (int length; (length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0;)
            parts.Add(await PartAsync(new Uri($"{address}/multipart/{opened!.UploadId}/{parts.Count + 1}"), buffer.AsMemory(0, length), parts.Count + 1, token, cancellationToken));

        using var closing = Signed(HttpMethod.Post, new Uri($"{address}/multipart/{opened!.UploadId}/complete"), token);
        closing.Content = JsonContent.Create(new { parts });
        (await channel.SendAsync(closing, UploadLimit, cancellationToken)).Demand();
        return address;
    }

    private async Task<FalWire.Part> PartAsync(Uri address, ReadOnlyMemory<byte> bytes, int number, FalWire.UploadToken token, CancellationToken cancellationToken)
    {
        using var message = Signed(HttpMethod.Put, address, token);
        message.Content = new ReadOnlyMemoryContent(bytes);
        var answer = (await channel.SendAsync(message, UploadLimit, cancellationToken)).Demand();
        return new(number, answer.Headers.ETag?.Tag ?? throw new HttpRequestException($"Part {number} was taken without an ETag."));
    }

    private async Task<Uri> PutAsync(AssetRef asset, CancellationToken cancellationToken)
    {
        using var message = Keyed("storage/upload/initiate?storage_type=fal-cdn-v3", new { file_name = Name(asset), content_type = asset.MediaType });
        var initiated = (await channel.SendAsync(message, Options.CallTimeout, cancellationToken)).Demand().Parse<FalWire.Initiated>();
        await using var file = await OpenAsync(asset, cancellationToken);
        // The address is signed by itself: it takes no key.
        using var put = new HttpRequestMessage(HttpMethod.Put, Storage(initiated?.UploadUrl))
        {
            Content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(asset.MediaType) } },
        };
        (await channel.SendAsync(put, UploadLimit, cancellationToken)).Demand();
        return Address(initiated?.FileUrl);
    }

    private async Task<FileStream> OpenAsync(AssetRef asset, CancellationToken cancellationToken) => File.OpenRead(await assets.FileAsync(asset, cancellationToken));

    private HttpRequestMessage Keyed(string path, object body) => new(HttpMethod.Post, new Uri(Options.Rest, path))
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Key", Options.Key) },
        Content = JsonContent.Create(body),
    };

    private HttpRequestMessage Signed(HttpMethod method, Uri address, FalWire.UploadToken token) => new(method, Storage(address))
    {
        Headers = { Authorization = new AuthenticationHeaderValue(token.TokenType!, token.Token) },
    };

    private bool IsStorage(Uri address) => ProviderChannel.IsOn(address, Options.Rest) || ProviderChannel.IsOneOf(address, Options.MediaHosts);

    private Uri Storage(Uri? address) => address is not null && (IsStorage(address) || ProviderChannel.IsOneOf(address, [".googleapis.com"]))
        ? address
        : throw new ProviderException($"fal's storage points to {address?.Host ?? "nowhere"}, which is not one of its hosts; nothing is uploaded.");

    private static Uri Address(Uri? address) => address ?? throw new HttpRequestException("fal's storage took a file and named no address.");

    private static Uri At(Uri server, string path) => new($"{server.ToString().TrimEnd('/')}/{path}");

    private static string Name(AssetRef asset) => $"{asset.ShortName()}.{asset.MediaType[(asset.MediaType.IndexOf('/') + 1)..]}";
}
