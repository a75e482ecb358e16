using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Fal;

/// <summary>fal's queue: submit, status, result, cancel, and the search for a lost request.</summary>
internal sealed class FalVideoModel(HttpClient http, IOptions<FalOptions> settings, IAssetStore assets, TimeProvider clock) : IVideoModel
{
    // The default encoder escapes '+', so that a picture in base64 would cost six times its length in buffers.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FalOptions Options => settings.Value;

    public string Provider => "fal";

    public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        var body = FalInput.Write(request, row, await DataUriAsync(request.StartFrame, cancellationToken));
        using var message = Keyed(HttpMethod.Post, new Uri(Options.Queue, row.Endpoint));
        message.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, Plain)) { Headers = { ContentType = new("application/json") } };
        message.Headers.Add("X-Fal-No-Retry", "1");
        // Means nothing to fal; it lets a request be told apart in a proxy's log and in the Backlot's ledger.
        message.Headers.Add("X-Attempt-Id", attemptId);
        try
        {
            using var answer = await SendAsync(message, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.IsSuccessStatusCode ? Accepted(attemptId, request.Model, text) : Rejected(answer, text);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return new(OutcomeClass.NotAcceptedRetryable, null, $"fal cannot be reached: {exception.Message}", 2);
        }
        catch (Exception exception) when (Lost(exception, cancellationToken))
        {
            return new(OutcomeClass.Ambiguous, null, $"the answer was lost: {exception.Message}");
        }
    }

    public async Task<SubmitResult> FindAsync(
        string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow().UtcDateTime;
        var start = notBefore.AddSeconds(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var address = new Uri(Options.Platform, $"v1/models/requests/by-endpoint?endpoint_id={Uri.EscapeDataString(row.Endpoint)}&start={start}&limit=100&expand=payloads");
        using var message = Keyed(HttpMethod.Get, address);
        using var answer = await SendAsync(message, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var listing = Parse<FalWire.Listing>(await answer.Content.ReadAsStringAsync(cancellationToken));
        var found = listing?.Items?.FirstOrDefault(item =>
            item.RequestId is { } id && !known.Contains(id) && item.SentAt >= notBefore.AddSeconds(-1)
            && item.Input is { } input && FalInput.Matches(input, request, row));
        if (found is not null)
            return new(OutcomeClass.AcceptedRunning, Job(attemptId, request.Model, row, found.RequestId!), "found among the provider's requests");

        var surelyListed = asked - notBefore > (Options.ListsRunning ? Options.AcceptedWithin : Options.FinishedWithin);
        return surelyListed
            ? new(OutcomeClass.NotAcceptedRetryable, null, "the provider has no such request")
            : new(OutcomeClass.Ambiguous, null, "not listed yet");
    }

    public async Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.StatusUrl);
        using var answer = await SendAsync(message, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return new(OutcomeClass.AssetGone, "the provider no longer knows the request");
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return new(OutcomeClass.AuthOrAccount, FalErrors.Words(answer.StatusCode, text));
        answer.EnsureSuccessStatusCode();
        var status = Parse<FalWire.Status>(text);
        return status?.State switch
        {
            "COMPLETED" => new(OutcomeClass.Delivered, status.Error ?? "completed"),
            "IN_QUEUE" => new(OutcomeClass.AcceptedRunning, $"queued, {status.QueuePosition ?? 0} ahead"),
            // An unknown status is a job that still runs, not one that failed.
            _ => new(OutcomeClass.AcceptedRunning, "rendering"),
        };
    }

    public async Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.ResponseUrl);
        using var answer = await SendAsync(message, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        decimal? units = decimal.TryParse(Header(answer, "x-fal-billable-units"), out var billed) ? billed : null;
        if (!answer.IsSuccessStatusCode || Header(answer, "x-fal-error-type") is not null)
            return new(FalErrors.OfJob(answer.StatusCode, text, Header(answer, "X-Fal-Retryable")), null, units, FalErrors.Words(answer.StatusCode, text));
        return Parse<FalWire.Result>(text)?.Video?.Url is { } url
            ? new(OutcomeClass.Delivered, url, units, "delivered")
            : new(OutcomeClass.UnderDelivered, null, units, "the provider reports success without a video");
    }

    public async Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        if (!IsMediaHost(address))
            throw new ProviderException($"fal points to {address.Host}, which is not one of its media hosts; the clip is not fetched.");
        // Media hosts never see the key.
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Forbidden)
            return OutcomeClass.AssetGone;
        answer.EnsureSuccessStatusCode();
        if (answer.Content.Headers.ContentLength > Options.LargestClip)
            throw new ProviderException($"The clip is {answer.Content.Headers.ContentLength} bytes; at most {Options.LargestClip} are accepted.");
        await using var file = File.Create(path);
        await answer.Content.CopyToAsync(file, cancellationToken);
        return answer.Content.Headers.ContentLength is { } promised && promised != file.Length
            ? throw new HttpRequestException($"The clip ended after {file.Length} of {promised} bytes.")
            : OutcomeClass.Delivered;
    }

    public async Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        var state = await StateAsync(job, cancellationToken);
        using var message = Keyed(HttpMethod.Put, job.CancelUrl);
        using var answer = await SendAsync(message, cancellationToken);
        // A queued job is removed; a running one only gets a signal and may still complete and be billed.
        return answer.IsSuccessStatusCode && state.Message.StartsWith("queued", StringComparison.Ordinal) ? OutcomeClass.Cancelled : OutcomeClass.AcceptedRunning;
    }

    private SubmitResult Accepted(string attemptId, string model, string text)
    {
        var submitted = Parse<FalWire.Submitted>(text);
        return submitted is { RequestId: { } id, StatusUrl: { } status, ResponseUrl: { } response, CancelUrl: { } cancel }
            && IsQueueHost(status) && IsQueueHost(response) && IsQueueHost(cancel)
            ? new(OutcomeClass.AcceptedRunning, new(attemptId, model, id, status, response, cancel), "accepted")
            : new(OutcomeClass.Ambiguous, null, "the provider's answer names no request");
    }

    private static SubmitResult Rejected(HttpResponseMessage answer, string text)
    {
        var wait = answer.Headers.RetryAfter?.Delta?.TotalSeconds
            ?? (answer.Headers.RetryAfter?.Date is { } date ? Math.Max(0, (date - DateTimeOffset.UtcNow).TotalSeconds) : 5);
        return new(FalErrors.OfSubmit(answer.StatusCode, text), null, FalErrors.Words(answer.StatusCode, text), wait);
    }

    // Status, result and cancel are addressed by owner and app alone; deeper path segments are dropped.
    private ProviderJob Job(string attemptId, string model, ModelRow row, string requestId)
    {
        var app = string.Join('/', row.Endpoint.Split('/').Take(2));
        var root = new Uri(Options.Queue, $"{app}/requests/{requestId}");
        return new(attemptId, model, requestId, new($"{root}/status"), root, new($"{root}/cancel"));
    }

    private HttpRequestMessage Keyed(HttpMethod method, Uri address)
    {
        if (!IsQueueHost(address) && address.Authority != Options.Platform.Authority)
            throw new ProviderException($"The key of fal is not sent to {address.Host}.");
        return new(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Key", Options.Key) } };
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Options.CallTimeout);
        return await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, limit.Token);
    }

    private async Task<string> DataUriAsync(AssetRef image, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(await assets.FileAsync(image, cancellationToken), cancellationToken);
        return $"data:{image.MediaType};base64,{Convert.ToBase64String(bytes)}";
    }

    private bool IsQueueHost(Uri address) => address.Authority == Options.Queue.Authority && address.Scheme == Options.Queue.Scheme;

    private bool IsMediaHost(Uri address) => IsQueueHost(address)
        || (address.Scheme == Uri.UriSchemeHttps && Options.MediaHosts.Any(host => host.StartsWith('.') ? address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase) : address.Host == host));

    private static bool Lost(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static T? Parse<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
