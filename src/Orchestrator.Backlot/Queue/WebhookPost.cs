using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;
using Orchestrator.Backlot.Signatures;

namespace Orchestrator.Backlot.Queue;

/// <summary>Announces finished jobs where their submit asked for it, signed as fal signs; what does not arrive is tried again.</summary>
internal sealed class WebhookPost(JournalStore journal, FaultDesk desk, BacklotOptions options) : IAsyncDisposable
{
    private const string User = "backlot";
    private const int Tries = 10;
    private const int StaleSeconds = 3600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly ConcurrentDictionary<Guid, Task> sending = [];
    private readonly CancellationTokenSource stop = new();

    /// <summary>The signer whose key is published.</summary>
    public Ed25519Signer Signer { get; } = Ed25519Signer.Of(options.Seed, "webhooks");

    public void Announce(Job job)
    {
        if (job.Webhook is not { } address)
            return;
        var id = Guid.NewGuid();
        sending[id] = Task.Run(async () =>
        {
            await SendAsync(job, new Uri(address));
            sending.TryRemove(id, out _);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(sending.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Dispose();
        stop.Dispose();
    }

    private async Task SendAsync(Job job, Uri address)
    {
        var fault = desk.Meet(new FaultCall("fal", FaultRoute.Webhook, job.Endpoint, "", job.AttemptId))?.Action;
        if (fault == FaultAction.WebhookLost)
            return;
        for (var copy = fault == FaultAction.WebhookTwice ? 2 : 1; copy > 0; copy--)
            await DeliverAsync(job, address, fault);
    }

    private async Task DeliverAsync(Job job, Uri address, FaultAction? fault)
    {
        for (var attempt = 1; attempt <= Tries && !stop.IsCancellationRequested; attempt++)
        {
            try
            {
                using var message = Message(job, address, fault);
                using var answer = await http.SendAsync(message, stop.Token);
                journal.Note("webhook", job.RequestId, new { status = (int)answer.StatusCode, attempt });
                // What is turned away is not going to be welcome later.
                if ((int)answer.StatusCode < 500)
                    return;
            }
            catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
            {
                journal.Note("webhook lost", job.RequestId, new { lost.Message, attempt });
            }

            await Task.Delay(Pause, options.TimeProvider, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private HttpRequestMessage Message(Job job, Uri address, FaultAction? fault)
    {
        var body = Encoding.UTF8.GetBytes(Body(job).ToJsonString());
        var time = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds() - (fault == FaultAction.WebhookStale ? StaleSeconds : 0);
        var stamp = time.ToString(CultureInfo.InvariantCulture);
        var text = Encoding.UTF8.GetBytes($"{job.RequestId}\n{User}\n{stamp}\n{Convert.ToHexStringLower(SHA256.HashData(body))}");
        var signer = fault == FaultAction.WebhookForged ? Ed25519Signer.Of(options.Seed, "somebody else") : Signer;
        if (fault == FaultAction.WebhookTampered)
            body = Encoding.UTF8.GetBytes(Body(job with { RequestId = Guid.NewGuid().ToString() }).ToJsonString());
        return new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
            {
                { "X-Fal-Webhook-Request-Id", job.RequestId },
                { "X-Fal-Webhook-User-Id", User },
                { "X-Fal-Webhook-Timestamp", stamp },
                { "X-Fal-Webhook-Signature", Convert.ToHexStringLower(signer.Sign(text)) },
            },
        };
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
