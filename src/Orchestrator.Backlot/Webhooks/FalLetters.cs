using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Signatures;

namespace Orchestrator.Backlot.Webhooks;

/// <summary>fal's webhooks: the whole output, signed by Ed25519 over id, account, time and the body's hash.</summary>
internal sealed class FalLetters(BacklotOptions options) : ILetterWriter
{
    private const string User = "backlot";
    private const int StaleSeconds = 3600;

    // Making a key takes as long as making a frame, and most films need none.
    private Lazy<Ed25519Signer> signer = new(() => Ed25519Signer.Of(options.Seed, "webhooks"));

    public string Provider => "fal";

    /// <summary>The signer whose key is published.</summary>
    public Ed25519Signer Signer => Volatile.Read(ref signer).Value;

    /// <summary>Takes another key; what was signed by the one before no longer holds.</summary>
    public void Rotate() => Volatile.Write(ref signer, new(Ed25519Signer.Of(options.Seed, $"webhooks {Guid.NewGuid()}")));

    public IEnumerable<Letter> Write(Job job, FaultAction? fault)
    {
        if (job.Webhooks is not [var address, ..])
            yield break;
        var body = Encoding.UTF8.GetBytes(Body(job).ToJsonString());
        var time = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds() - (fault == FaultAction.WebhookStale ? StaleSeconds : 0);
        var stamp = time.ToString(CultureInfo.InvariantCulture);
        var text = Encoding.UTF8.GetBytes($"{job.RequestId}\n{User}\n{stamp}\n{Convert.ToHexStringLower(SHA256.HashData(body))}");
        var hand = fault == FaultAction.WebhookForged ? Ed25519Signer.Of(options.Seed, "somebody else") : Signer;
        if (fault == FaultAction.WebhookTampered)
            body = Encoding.UTF8.GetBytes(Body(job with { RequestId = Guid.NewGuid().ToString() }).ToJsonString());
        yield return new Letter(new Uri(address), body,
        [
            ("X-Fal-Webhook-Request-Id", job.RequestId),
            ("X-Fal-Webhook-User-Id", User),
            ("X-Fal-Webhook-Timestamp", stamp),
            ("X-Fal-Webhook-Signature", Convert.ToHexStringLower(hand.Sign(text))),
        ]);
    }

    private static JsonObject Body(Job job) => new()
    {
        ["request_id"] = job.RequestId,
        ["gateway_request_id"] = job.RequestId,
        ["status"] = job.Status == JobStatus.Completed ? "OK" : "ERROR",
        ["payload"] = job.Status == JobStatus.Completed ? FalOutput.Of(job, job.Origin ?? "") : JsonNode.Parse(job.Error?.Body ?? "null"),
        ["error"] = job.Error?.Message,
    };
}
