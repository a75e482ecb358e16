using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Orchestrator.Providers.Fal;

/// <summary>Takes fal's webhooks: checks who sent them and when, and wakes whoever waits for the job.</summary>
internal sealed class FalWebhooks(FalWebhookKeys keys, FalVideoModel model, JobBell bell, IOptions<FalOptions> settings, TimeProvider clock)
{
    // fal repeats a webhook ten times within two hours.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(3);

    private readonly ConcurrentDictionary<string, DateTimeOffset> seen = [];

    /// <summary>Takes one webhook.</summary>
    /// <param name="header">Its headers by name; null for one that is missing.</param>
    /// <param name="query">Values of its address by name: the attempt and the endpoint that were put there.</param>
    /// <param name="body">Its body as it came.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<FalWebhookVerdict> TakeAsync(Func<string, string?> header, Func<string, string?> query, byte[] body, CancellationToken cancellationToken)
    {
        if (header("X-Fal-Webhook-Request-Id") is not { Length: > 0 } requestId
            || !await IsGenuineAsync(requestId, header, body, cancellationToken)
            || Read(body)?.RequestId is not { } told)
            return FalWebhookVerdict.Rejected;
        Forget();
        if (!seen.TryAdd(told, clock.GetUtcNow()))
            return FalWebhookVerdict.Repeated;
        if (query("attempt") is { } attempt && query("endpoint") is { } endpoint)
            bell.Remember(model.Job(attempt, "", endpoint, told));
        else
            bell.Ring(told);
        return FalWebhookVerdict.Accepted;
    }

    private async Task<bool> IsGenuineAsync(string requestId, Func<string, string?> header, byte[] body, CancellationToken cancellationToken)
    {
        var stamp = header("X-Fal-Webhook-Timestamp");
        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - seconds) > settings.Value.WebhookWindow.TotalSeconds
            || Signature(header("X-Fal-Webhook-Signature")) is not { } signature)
            return false;
        var signed = $"{requestId}\n{header("X-Fal-Webhook-User-Id")}\n{stamp}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        return await keys.VerifyAsync(Encoding.UTF8.GetBytes(signed), signature, cancellationToken);
    }

    private void Forget()
    {
        var before = clock.GetUtcNow() - Remembered;
        foreach (var (requestId, at) in seen)
        {
            if (at < before)
                seen.TryRemove(new(requestId, at));
        }
    }

    private static byte[]? Signature(string? hex)
    {
        var bytes = new byte[Signatures.Ed25519.SignatureLength];
        return hex?.Length == bytes.Length * 2 && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    private static FalWire.Hook? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<FalWire.Hook>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
