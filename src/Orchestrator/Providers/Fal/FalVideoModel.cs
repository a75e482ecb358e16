using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Fal;

/// <summary>fal's queue: submit, status, result, cancel, and the search for a lost request.</summary>
internal sealed class FalVideoModel(ProviderChannel channel, IOptions<FalOptions> settings, FalStorage storage, JobBell bell, TimeProvider clock) : IVideoModel, IJobStream
{
    private const string TimeoutType = "X-Fal-Request-Timeout-Type";

    private readonly FalFiles files = new(channel, settings);

    private FalOptions Options => settings.Value;

    public string Provider => "fal";

    public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        if (FalInput.Problem(request, row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, null, problem);
        string body;
        try
        {
            var placed = await storage.PlaceAsync(FalInput.Assets(request, row), cancellationToken);
            body = FalInput.Write(request, row, asset => placed[asset]).ToJsonString(ProviderJson.Body);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Uploads cost nothing and buy nothing.
            return new(OutcomeClass.NotAcceptedRetryable, null, $"the inputs cannot be uploaded: {exception.Message}", 5);
        }

        return await PostAsync(attemptId, request.Model, row.Endpoint, body, cancellationToken);
    }

    /// <summary>Posts an input to an endpoint's queue, once.</summary>
    public async Task<SubmitResult> PostAsync(string attemptId, string model, string endpoint, string body, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Post, new Uri(Options.Queue, endpoint + Hook(attemptId, endpoint)));
        message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        AddHeaders(message.Headers, attemptId);
        return await channel.SubmitAsync("fal", message, Options.CallTimeout, answer => answer.IsSuccess ? Accepted(attemptId, model, answer) : Rejected(answer), cancellationToken);
    }

    public async Task<SubmitResult> FindAsync(
        string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        if (bell.JobOf(attemptId) is { } announced)
            return new(OutcomeClass.AcceptedRunning, announced with { Model = request.Model }, "a webhook named the request");
        var asked = clock.GetUtcNow().UtcDateTime;
        var start = notBefore.AddSeconds(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var cursor = "";
        do
        {
            var address = new Uri(Options.Platform, $"v1/models/requests/by-endpoint?endpoint_id={Uri.EscapeDataString(row.Endpoint)}&start={start}&limit=100&expand=payloads{cursor}");
            using var message = Keyed(HttpMethod.Get, address);
            var listing = (await channel.SendAsync(message, Options.CallTimeout, cancellationToken)).Demand().Parse<FalWire.Listing>();
            var found = listing?.Items?.FirstOrDefault(item =>
                item.RequestId is { } id && !known.Contains(id) && item.SentAt >= notBefore.AddSeconds(-1)
                && item.Input is { } input && FalInput.Matches(input, request, row));
            if (found is not null)
                return new(OutcomeClass.AcceptedRunning, Job(attemptId, request.Model, row.Endpoint, found.RequestId!), "found among the provider's requests");
            cursor = listing is { HasMore: true, NextCursor: { } next } ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        }
        while (cursor.Length > 0);

        var surelyListed = asked - notBefore > (Options.ListsRunning ? Options.AcceptedWithin : Options.FinishedWithin);
        return surelyListed
            ? new(OutcomeClass.NotAcceptedRetryable, null, "the provider has no such request")
            : new(OutcomeClass.Ambiguous, null, "not listed yet");
    }

    public async Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.StatusUrl);
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
            return new(OutcomeClass.AssetGone, "the provider no longer knows the request");
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return new(OutcomeClass.AuthOrAccount, FalErrors.Words(answer.Status, answer.Text));
        return State(answer.Demand().Parse<FalWire.Status>());
    }

    public async Task FollowAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        if (!Options.Streams)
            return;
        using var message = Keyed(HttpMethod.Get, new Uri($"{job.StatusUrl}/stream"));
        using var answer = await channel.OpenAsync(message, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            return;
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && State(Event(line[5..])).Outcome != OutcomeClass.AcceptedRunning)
                return;
        }
    }

    public async Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.ResponseUrl);
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        // What fails on the way says nothing of the job, which is over and paid for: it is asked for again.
        if (FalErrors.IsOnTheWay(answer))
            answer.Demand();
        decimal? units = decimal.TryParse(answer.Header("x-fal-billable-units"), NumberStyles.Float, CultureInfo.InvariantCulture, out var billed) ? billed : null;
        // A success can carry an error in its body as well.
        if (!answer.IsSuccess || answer.Header("x-fal-error-type") is not null || FalErrors.IsError(answer.Text))
            return new(FalErrors.OfJob(answer.Status, answer.Text, FalErrors.MayRetry(answer), answer.Header(TimeoutType)), null, units, FalErrors.Words(answer.Status, answer.Text))
            {
                NotStarted = answer.Header(TimeoutType) == "user",
            };
        var result = answer.Parse<FalWire.Result>() ?? throw new HttpRequestException($"the result of the job cannot be read: {answer.Shortened}");
        return (result.Video?.Url ?? (result.Images is [{ } picture, ..] ? picture.Url : null)) is { } url
            ? new(OutcomeClass.Delivered, url, units, "delivered")
            : new(OutcomeClass.UnderDelivered, null, units, "the provider reports success without media");
    }

    // Media hosts never see the key. A file that cannot be had without one may be the account's alone, by a setting of the account.
    public async Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        var outcome = Options.Private ? OutcomeClass.AssetGone : await FetchAsync(address, path, cancellationToken);
        return outcome == OutcomeClass.AssetGone && await files.SignedAsync(address, cancellationToken) is { } signed ? await FetchAsync(signed, path, cancellationToken) : outcome;
    }

    public async Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        var state = await StateAsync(job, cancellationToken);
        using var message = Keyed(HttpMethod.Put, job.CancelUrl);
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        // A queued job is removed; a running one only gets a signal and may still complete and be billed.
        return answer.IsSuccess && state.IsQueued ? OutcomeClass.Cancelled : OutcomeClass.AcceptedRunning;
    }

    /// <summary>The job of a request id: status, result and cancel are addressed by owner and app alone, deeper segments are dropped.</summary>
    public ProviderJob Job(string attemptId, string model, string endpoint, string requestId)
    {
        var app = string.Join('/', endpoint.Split('/').Take(2));
        var root = new Uri(Options.Queue, $"{app}/requests/{requestId}");
        return new(attemptId, model, requestId, new($"{root}/status"), root, new($"{root}/cancel"));
    }

    // The address carries the attempt and its endpoint: a webhook tells which job they became, even if the answer here is lost.
    private string Hook(string attemptId, string endpoint) => Options.Webhook is { } hook
        ? $"?fal_webhook={Uri.EscapeDataString($"{hook}{(hook.Query.Length == 0 ? "?" : "&")}attempt={Uri.EscapeDataString(attemptId)}&endpoint={Uri.EscapeDataString(endpoint)}")}"
        : "";

    private Task<OutcomeClass> FetchAsync(Uri address, string path, CancellationToken cancellationToken) =>
        channel.DownloadAsync(address, path, Options.LargestClip, IsMediaHost, cancellationToken);

    private void AddHeaders(HttpRequestHeaders headers, string attemptId)
    {
        headers.Add("X-Fal-No-Retry", "1");
        // Means nothing to fal; it lets a request be told apart in a proxy's log and in the Backlot's ledger.
        headers.Add("X-Attempt-Id", attemptId);
        if (Options.StartWithin is { } start)
            headers.Add("X-Fal-Request-Timeout", start.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        if (Options.LowPriority)
            headers.Add("X-Fal-Queue-Priority", "low");
        if (Options.RunnerHint is { } hint)
            headers.Add("X-Fal-Runner-Hint", hint);
        if (!Options.StorePayloads)
            headers.Add("X-Fal-Store-IO", "0");
        if (Options.Private || Options.MediaLifetime is not null)
            headers.Add("X-Fal-Object-Lifecycle-Preference", JsonSerializer.Serialize(new FalWire.Lifecycle((long?)Options.MediaLifetime?.TotalSeconds, Options.Private ? new("forbid") : null)));
    }

    private SubmitResult Accepted(string attemptId, string model, ProviderAnswer answer) =>
        answer.Parse<FalWire.Submitted>() is { RequestId: { } id, StatusUrl: { } status, ResponseUrl: { } response, CancelUrl: { } cancel }
            && IsQueueHost(status) && IsQueueHost(response) && IsQueueHost(cancel)
            ? new(OutcomeClass.AcceptedRunning, new(attemptId, model, id, status, response, cancel), "accepted")
            : new(OutcomeClass.Ambiguous, null, "the provider's answer names no request");

    private static SubmitResult Rejected(ProviderAnswer answer) =>
        new(FalErrors.OfSubmit(answer.Status, answer.Text, FalErrors.MayRetry(answer)), null, FalErrors.Words(answer.Status, answer.Text), answer.RetryAfterSeconds);

    // An unknown status is a job that still runs, not one that failed.
    private static JobState State(FalWire.Status? status) => status?.State switch
    {
        "COMPLETED" => new(OutcomeClass.Delivered, status.Error ?? "completed"),
        "IN_QUEUE" => JobState.Queued(status.QueuePosition),
        _ => new(OutcomeClass.AcceptedRunning, "rendering"),
    };

    private static FalWire.Status? Event(string data)
    {
        try
        {
            return JsonSerializer.Deserialize<FalWire.Status>(data);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private HttpRequestMessage Keyed(HttpMethod method, Uri address)
    {
        if (!IsQueueHost(address) && !ProviderChannel.IsOn(address, Options.Platform))
            throw new ProviderException($"The key of fal is not sent to {address.Host}.");
        return new(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Key", Options.Key) } };
    }

    private bool IsQueueHost(Uri address) => ProviderChannel.IsOn(address, Options.Queue);

    private bool IsMediaHost(Uri address) => IsQueueHost(address) || ProviderChannel.IsOneOf(address, Options.MediaHosts);
}
