using System.Buffers.Text;
using Microsoft.Extensions.Options;
using Orchestrator.Providers.Http;
using Orchestrator.Providers.Signatures;

namespace Orchestrator.Providers.Fal;

/// <summary>The public keys of fal's webhooks: read once a day, and once more when a signature fits none of them, for keys are rotated.</summary>
internal sealed class FalWebhookKeys(ProviderChannel channel, IOptions<FalOptions> settings, TimeProvider clock) : IDisposable
{
    // Whoever sends forged webhooks must not make us ask for keys with each of them.
    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private IReadOnlyList<byte[]> keys = [];
    private DateTimeOffset? read;

    private FalOptions Options => settings.Value;

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    /// <summary>Whether any of the keys made the signature.</summary>
    public async Task<bool> VerifyAsync(byte[] message, byte[] signature, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (IsOlderThan(Options.WebhookKeysFor))
                await ReadAsync(cancellationToken);
            if (Fits(message, signature))
                return true;
            if (!IsOlderThan(AtLeast))
                return false;
            await ReadAsync(cancellationToken);
            return Fits(message, signature);
        }
        finally
        {
            gate.Release();
        }
    }

    private bool IsOlderThan(TimeSpan age) => read is not { } at || clock.GetUtcNow() - at >= age;

    private bool Fits(byte[] message, byte[] signature) => keys.Any(key => Ed25519.Verify(key, message, signature));

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(Options.Rest, ".well-known/jwks.json"));
        var set = (await channel.SendAsync(message, Options.CallTimeout, cancellationToken)).Demand().Parse<FalWire.KeySet>();
        keys = [.. (set?.Keys ?? []).Where(key => key is { Kind: "OKP", X: not null }).Select(key => Key(key.X!)).OfType<byte[]>()];
        read = clock.GetUtcNow();
    }

    private static byte[]? Key(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
