using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Webhooks;

/// <summary>
/// Gemini's webhooks: thin events after the Standard Webhooks rules. Those that a request names for itself are signed by a key that
/// is published (a JWT, RS256); those that are registered, by their own secret.
/// </summary>
internal sealed class GeminiLetters(JournalStore journal, BacklotOptions options) : ILetterWriter, IDisposable
{
    public const string Kept = "gemini hook";

    private const int StaleSeconds = 3600;
    private readonly RSA key = RSA.Create(2048);
    private readonly string keyName = Guid.NewGuid().ToString("N");

    public string Provider => "gemini";

    /// <summary>The public half of the key for requests' own webhooks, as a JSON Web Key.</summary>
    public object PublicKey
    {
        get
        {
            var half = key.ExportParameters(includePrivateParameters: false);
            return new { kty = "RSA", alg = "RS256", use = "sig", kid = keyName, n = WebEncoders.Base64UrlEncode(half.Modulus!), e = WebEncoders.Base64UrlEncode(half.Exponent!) };
        }
    }

    public void Dispose() => key.Dispose();

    public IEnumerable<Letter> Write(Job job, FaultAction? fault)
    {
        var events = Events(job).ToList();
        // What a request names takes the place of what is registered.
        if (job.Webhooks is { Count: > 0 } own)
            return from address in own from said in events select OwnLetter(job, address, said, fault);
        return from hook in journal.Kept<GeminiHook>(Kept)
               where hook.Enabled
               from said in events
               where hook.Events.Contains(said.Type)
               select HookLetter(hook, $"{job.RequestId}_{said.Type}", Envelope(said.Type, said.Data, null), fault);
    }

    /// <summary>A letter to a registered webhook.</summary>
    public Letter HookLetter(GeminiHook hook, string id, JsonObject envelope, FaultAction? fault)
    {
        var (body, stamp) = (Bytes(envelope, fault), Stamp(fault));
        var signed = Encoding.UTF8.GetBytes($"{id}.{stamp}.{envelope.ToJsonString()}");
        var secrets = fault == FaultAction.WebhookForged ? [Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))] : hook.Secrets;
        var signatures = secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret), signed))}");
        return new Letter(new Uri(hook.Address), body, [("webhook-id", id), ("webhook-timestamp", stamp), ("webhook-signature", string.Join(' ', signatures))]);
    }

    public JsonObject Envelope(string type, JsonObject data, JsonNode? metadata)
    {
        var envelope = new JsonObject { ["type"] = type, ["version"] = "v1", ["timestamp"] = options.TimeProvider.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), ["data"] = data };
        if (metadata is not null)
            envelope["user_metadata"] = metadata;
        return envelope;
    }

    private Letter OwnLetter(Job job, string address, (string Type, JsonObject Data) said, FaultAction? fault)
    {
        var envelope = Envelope(said.Type, said.Data.DeepClone().AsObject(), job.HookData is { } data ? JsonNode.Parse(data) : null);
        var claims = envelope.DeepClone().AsObject();
        var now = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds() - (fault == FaultAction.WebhookStale ? StaleSeconds : 0);
        (claims["iss"], claims["aud"], claims["iat"], claims["exp"]) = ("https://generativelanguage.googleapis.com", address, now, now + 300);
        return new Letter(new Uri(address), Bytes(envelope, fault), [("webhook-id", $"{job.RequestId}_{said.Type}"), ("webhook-timestamp", Stamp(fault)), ("webhook-signature", Token(claims, fault))]);
    }

    private string Token(JsonObject claims, FaultAction? fault)
    {
        var text = $"{Part(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = keyName })}.{Part(claims)}";
        using var stranger = fault == FaultAction.WebhookForged ? RSA.Create(2048) : null;
        return $"{text}.{WebEncoders.Base64UrlEncode((stranger ?? key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part(JsonObject part) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private string Stamp(FaultAction? fault)
        => (options.TimeProvider.GetUtcNow().ToUnixTimeSeconds() - (fault == FaultAction.WebhookStale ? StaleSeconds : 0)).ToString(CultureInfo.InvariantCulture);

    private static byte[] Bytes(JsonObject envelope, FaultAction? fault)
    {
        var sent = envelope.DeepClone().AsObject();
        if (fault == FaultAction.WebhookTampered)
            sent["data"]!["id"] = Guid.NewGuid().ToString("N");
        return Encoding.UTF8.GetBytes(sent.ToJsonString());
    }

    private static IEnumerable<(string Type, JsonObject Data)> Events(Job job)
    {
        if (job.IsOperation)
        {
            if (job.Status == JobStatus.Completed)
                yield return ("video.generated", new JsonObject { ["id"] = job.RequestId, ["output_file_uri"] = $"{job.Origin}/gemini/v1beta/files/{job.RequestId}:download?alt=media", ["file_name"] = $"files/{job.RequestId}" });
            yield break;
        }

        yield return job.Status switch
        {
            JobStatus.Completed => ("interaction.completed", new JsonObject { ["id"] = job.RequestId }),
            JobStatus.Cancelled => ("interaction.cancelled", new JsonObject { ["id"] = job.RequestId }),
            _ => ("interaction.failed", new JsonObject { ["id"] = job.RequestId, ["error_code"] = job.Error?.Type, ["error_message"] = job.Error?.Message }),
        };
    }
}
