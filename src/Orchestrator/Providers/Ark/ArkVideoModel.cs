using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Ark;

/// <summary>Seedance on ModelArk: tasks that are listed for seven days, which is how a lost one is found.</summary>
internal sealed class ArkVideoModel(ProviderChannel channel, IOptions<ArkOptions> settings, IAssetStore assets, TimeProvider clock) : IVideoModel
{
    private const string Tasks = "contents/generations/tasks";
    private const decimal TokensOfAUnit = 1_000_000m;

    /// <summary>Where it is.</summary>
    public ArkOptions Options => settings.Value;

    public string Provider => "ark";

    public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        if (ArkInput.Problem(request, row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, null, problem);
        using var message = Keyed(HttpMethod.Post, new Uri(Options.Address, Tasks));
        message.Headers.Add("X-Attempt-Id", attemptId);
        message.Content = JsonContent.Create(await ArkInput.WriteAsync(request, row, assets, cancellationToken), options: ProviderJson.Body);
        return await channel.SubmitAsync("ModelArk", message, Options.CallTimeout, answer => Read(attemptId, request.Model, answer), cancellationToken);
    }

    public async Task<SubmitResult> FindAsync(
        string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow().UtcDateTime;
        using var message = Keyed(HttpMethod.Get, new Uri(Options.Address, $"{Tasks}?filter.model={Uri.EscapeDataString(row.Endpoint)}&page_size=500"));
        var listing = (await channel.SendAsync(message, Options.CallTimeout, cancellationToken)).Demand().Parse<ArkWire.Listing>();
        var since = new DateTimeOffset(notBefore.AddSeconds(-1), TimeSpan.Zero).ToUnixTimeSeconds();
        // A listed task does not say what was asked in words: only one that can be no other is taken for it.
        var candidates = (listing?.Items ?? []).Where(task => task.Id is { } id && !known.Contains(id) && task.CreatedAt >= since
            && (task.Duration is null || task.Duration == request.Seconds) && (task.Ratio is null || task.Ratio == request.Size.AspectRatio())).ToList();
        return candidates switch
        {
            [var only] => new(OutcomeClass.AcceptedRunning, Job(attemptId, request.Model, only.Id!), "found among the provider's tasks"),
            [] when asked - notBefore > Options.AcceptedWithin => new(OutcomeClass.NotAcceptedRetryable, null, "the provider has no such task"),
            [] => new(OutcomeClass.Ambiguous, null, "not listed yet"),
            _ => new(OutcomeClass.Ambiguous, null, $"{candidates.Count} tasks could be it"),
        };
    }

    public async Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.StatusUrl);
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        if (answer.NoJob("ModelArk no longer knows the task") is { } none)
            return none;
        return answer.Demand().Parse<ArkWire.Task>()?.Status switch
        {
            "succeeded" or "failed" or "expired" => new(OutcomeClass.Delivered, "ended"),
            "cancelled" => new(OutcomeClass.Cancelled, "cancelled"),
            "queued" => JobState.Queued(),
            _ => new(OutcomeClass.AcceptedRunning, "rendering"),
        };
    }

    public async Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.ResponseUrl);
        var task = (await channel.SendAsync(message, Options.CallTimeout, cancellationToken)).Demand().Parse<ArkWire.Task>();
        decimal? units = task?.Usage?.Tokens is { } tokens ? tokens / TokensOfAUnit : null;
        return task switch
        {
            { Status: "expired" } => new(OutcomeClass.AcceptedFailedRetryable, null, units, "the task waited too long for its turn"),
            { Error: { } error } => new(IsRefusal(error.Code) ? OutcomeClass.Refused : OutcomeClass.AcceptedFailedRetryable, null, units, $"{error.Code}: {error.Message}"),
            { Content.Video: { } url } => new(OutcomeClass.Delivered, url, units, "delivered"),
            _ => new(OutcomeClass.UnderDelivered, null, units, "ModelArk reports success without a video"),
        };
    }

    // Addresses last for 24 hours, and media hosts never see the key.
    public Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken) =>
        channel.DownloadAsync(address, path, Options.LargestClip, uri => ProviderChannel.IsOn(uri, Options.Address) || ProviderChannel.IsPublic(uri), cancellationToken);

    public async Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        // Only a queued task can be taken back.
        using var message = Keyed(HttpMethod.Delete, job.CancelUrl);
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        return answer.IsSuccess ? OutcomeClass.Cancelled : OutcomeClass.AcceptedRunning;
    }

    private SubmitResult Read(string attemptId, string model, ProviderAnswer answer)
    {
        if (answer.IsSuccess)
            return answer.Parse<ArkWire.Task>()?.Id is { Length: > 0 } id
                ? new(OutcomeClass.AcceptedRunning, Job(attemptId, model, id), "accepted")
                : new(OutcomeClass.Ambiguous, null, "the answer names no task");
        return Rejected(answer);
    }

    /// <summary>What an answer means that takes nothing.</summary>
    public static SubmitResult Rejected(ProviderAnswer answer)
    {
        var error = answer.Parse<ArkWire.Failed>()?.Error;
        var outcome = IsRefusal(error?.Code) ? OutcomeClass.Refused : SubmitStatus.Of(answer.Status);
        return new(outcome, null, $"HTTP {(int)answer.Status}: {error?.Code} {error?.Message ?? answer.Shortened}", answer.RetryAfterSeconds);
    }

    private ProviderJob Job(string attemptId, string model, string id)
    {
        var task = new Uri(Options.Address, $"{Tasks}/{id}");
        return new(attemptId, model, id, task, task, task);
    }

    /// <summary>Whether a code is a refusal: realistic faces in a picture are refused as well, drawn ones included.</summary>
    public static bool IsRefusal(string? code) => code?.Contains("SensitiveContentDetected", StringComparison.Ordinal) == true;

    /// <summary>A call with the key.</summary>
    /// <exception cref="ProviderException">It would go to somebody else.</exception>
    public HttpRequestMessage Keyed(HttpMethod method, Uri address) => ProviderChannel.IsOn(address, Options.Address)
        ? new(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Options.Key) } }
        : throw new ProviderException($"ModelArk's key is not sent to {address.Host}.");
}
