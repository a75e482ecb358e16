using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Fal;

/// <summary>Files of fal's that only their account may see, which fal opens for a while by an address that it signs.</summary>
internal sealed class FalFiles(ProviderChannel channel, IOptions<FalOptions> settings)
{
    // Longer than any download takes.
    private const int Seconds = 3600;

    private FalOptions Options => settings.Value;

    /// <summary>An address that opens a file of the account's; null where there is no such file, or everybody may see it.</summary>
    /// <exception cref="ProviderException">Private files were asked for, and the key may not open them.</exception>
    /// <exception cref="HttpRequestException">fal does not say; it may be asked again.</exception>
    public async Task<Uri?> SignedAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.Query.Length > 0 || !(Options.Private || await IsRestrictedAsync(address, cancellationToken)))
            return null;
        var answer = await CallAsync(HttpMethod.Post, "sign", address, JsonContent.Create(new { expiration_seconds = Seconds }), cancellationToken);
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw new ProviderException($"fal signs no address for this key ({FalErrors.Words(answer.Status, answer.Text)}): give it the permission assets:read, by which private clips are fetched.");
        return Told(answer)?.Parse<FalWire.Signed>()?.Address;
    }

    private async Task<bool> IsRestrictedAsync(Uri address, CancellationToken cancellationToken) =>
        Told(await CallAsync(HttpMethod.Get, "acl", address, null, cancellationToken))?.Parse<FalWire.Access>()?.Default is "forbid" or "hide";

    private async Task<ProviderAnswer> CallAsync(HttpMethod method, string what, Uri address, HttpContent? content, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(method, new Uri(Options.Platform, $"v1/storage/files/{what}?url={Uri.EscapeDataString(address.AbsoluteUri)}"))
        {
            Headers = { Authorization = new("Key", Options.Key) },
            Content = content,
        };
        return await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
    }

    // What fal refuses to tell is told by nobody; what fails on the way may be asked again.
    private static ProviderAnswer? Told(ProviderAnswer answer) => (int)answer.Status is >= 400 and < 500 and not (408 or 429) ? null : answer.Demand();
}
