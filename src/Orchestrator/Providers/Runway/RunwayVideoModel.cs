using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Runway;

/// <summary>Runway's tasks: Gen-4.5 from a picture or from words, Aleph from a clip. Nothing finds a task whose id was lost.</summary>
internal sealed class RunwayVideoModel(ProviderChannel channel, IOptions<RunwayOptions> settings, IAssetStore assets, TimeProvider? clock = null) : IVideoModel
{
    private readonly RunwayUploads uploads = new(channel, settings, assets, (method, address) => Keyed(settings.Value, method, address), clock ?? TimeProvider.System);

    private RunwayOptions Options => settings.Value;

    public string Provider => "runway";

    public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        if (row.Edits && request.Source is null)
            return new(OutcomeClass.NotAcceptedTerminal, null, $"{row.Title} changes a take; the request names none");
        if (RequestPayload.Problem(request, row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, null, problem);
        var path = row.Edits ? "v1/video_to_video" : row.Input.Image is null ? "v1/text_to_video" : "v1/image_to_video";
        return await PlacedAsync(() => BodyAsync(request, row, cancellationToken), body => PostAsync(attemptId, request.Model, path, body, cancellationToken), cancellationToken);
    }

    /// <summary>Where Runway finds a file.</summary>
    public Task<string> PlaceAsync(AssetRef asset, CancellationToken cancellationToken) => uploads.PlaceAsync(asset, cancellationToken);

    /// <summary>Posts what was written; where a file could not be uploaded, nothing was sent and it may be tried again.</summary>
    public static async Task<SubmitResult> PlacedAsync(Func<Task<object>> write, Func<object, Task<SubmitResult>> post, CancellationToken cancellationToken)
    {
        object body;
        try
        {
            body = await write();
        }
        catch (Exception exception) when (ProviderChannel.Lost(exception, cancellationToken))
        {
            // Uploads cost nothing and buy nothing.
            return new(OutcomeClass.NotAcceptedRetryable, null, $"the inputs cannot be uploaded: {exception.Message}", 5);
        }

        return await post(body);
    }

    /// <summary>Posts a body, once.</summary>
    public async Task<SubmitResult> PostAsync(string attemptId, string model, string path, object body, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Post, new Uri(Options.Address, path));
        message.Headers.Add("X-Attempt-Id", attemptId);
        message.Content = JsonContent.Create(body, options: ProviderJson.Body);
        return await channel.SubmitAsync("Runway", message, Options.CallTimeout, answer => Read(attemptId, model, answer), cancellationToken);
    }

    // Neither a list nor a name of ours: only a person who looks at the account can tell.
    public Task<SubmitResult> FindAsync(
        string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken) =>
        Task.FromResult(new SubmitResult(OutcomeClass.Ambiguous, null, "Runway has no way to find a task whose id was lost"));

    public async Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.StatusUrl);
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        if (answer.NoJob("Runway no longer knows the task") is { } none)
            return none;
        return answer.Demand().Parse<RunwayWire.Task>()?.Status switch
        {
            "SUCCEEDED" or "FAILED" => new(OutcomeClass.Delivered, "ended"),
            "CANCELLED" => new(OutcomeClass.Cancelled, "cancelled"),
            "PENDING" => JobState.Queued(),
            // Over the account's concurrency: it waits, and is not an error.
            "THROTTLED" => JobState.Queued(behind: "the account's own limit"),
            _ => new(OutcomeClass.AcceptedRunning, "rendering"),
        };
    }

    public async Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.ResponseUrl);
        var task = (await channel.SendAsync(message, Options.CallTimeout, cancellationToken)).Demand().Parse<RunwayWire.Task>();
        if (task?.Status == "FAILED")
        {
            var outcome = OfFailure(task.FailureCode);
            // What moderation stops costs as much as what succeeds: docs.dev.runwayml.com/usage/moderation.
            return new(outcome, null, null, $"{task.FailureCode}: {task.Failure}") { BilledAnyway = outcome == OutcomeClass.Refused };
        }

        return task?.Output is [{ } url, ..]
            ? new(OutcomeClass.Delivered, url, null, "delivered")
            : new(OutcomeClass.UnderDelivered, null, null, "Runway reports success without media");
    }

    // Addresses last for a day or two, and media hosts never see the key.
    public Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken) =>
        channel.DownloadAsync(address, path, Options.LargestClip, uri => ProviderChannel.IsOn(uri, Options.Address) || ProviderChannel.IsPublic(uri), cancellationToken);

    public async Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        var state = await StateAsync(job, cancellationToken);
        using var message = Keyed(HttpMethod.Delete, job.CancelUrl);
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        return answer.IsSuccess && state.IsQueued ? OutcomeClass.Cancelled : OutcomeClass.AcceptedRunning;
    }

    private async Task<object> BodyAsync(TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        var prompt = PromptCompiler.Video(request, row);
        var seed = (uint)(ulong)request.Seed;
        if (row.Edits)
            return new RunwayWire.FromVideo(row.Endpoint, await PlaceAsync(request.Source!.Clip, cancellationToken), prompt, seed);
        return row.Input.Image is null
            ? new RunwayWire.FromText(row.Endpoint, prompt, Ratio(request.Size), request.Seconds, seed)
            : new RunwayWire.FromImage(row.Endpoint, await PlaceAsync(request.StartFrame, cancellationToken), prompt, Ratio(request.Size), request.Seconds, seed);
    }

    private SubmitResult Read(string attemptId, string model, ProviderAnswer answer)
    {
        if (!answer.IsSuccess)
            return new(IsOutOfCredits(answer) ? OutcomeClass.AuthOrAccount : SubmitStatus.Of(answer.Status), null, $"HTTP {(int)answer.Status}: {answer.Shortened}", answer.RetryAfterSeconds);
        if (answer.Parse<RunwayWire.Task>()?.Id is not { Length: > 0 } id)
            return new(OutcomeClass.Ambiguous, null, "the answer names no task");
        var task = new Uri(Options.Address, $"v1/tasks/{id}");
        return new(OutcomeClass.AcceptedRunning, new(attemptId, model, id, task, task, task), "accepted");
    }

    // An account without credits is told as a bad request.
    private static bool IsOutOfCredits(ProviderAnswer answer) => (int)answer.Status == 400 && answer.Text.Contains("enough credits", StringComparison.OrdinalIgnoreCase);

    // Gen-4.5 takes sizes, not shapes.
    private static string Ratio(FrameSize size) => size.AspectRatio() switch
    {
        "9:16" => "720:1280",
        "1:1" => "960:960",
        "4:3" => "1104:832",
        "3:4" => "832:1104",
        "21:9" => "1584:672",
        _ => "1280:720",
    };

    private static OutcomeClass OfFailure(string? code) => code switch
    {
        not null when code.StartsWith("SAFETY.", StringComparison.Ordinal) => OutcomeClass.Refused,
        not null when code.StartsWith("ASSET.", StringComparison.Ordinal) || code.StartsWith("INPUT_PREPROCESSING.", StringComparison.Ordinal) => OutcomeClass.NotAcceptedTerminal,
        _ => OutcomeClass.AcceptedFailedRetryable,
    };

    private HttpRequestMessage Keyed(HttpMethod method, Uri address) => Keyed(Options, method, address);

    private static HttpRequestMessage Keyed(RunwayOptions options, HttpMethod method, Uri address) => ProviderChannel.IsOn(address, options.Address)
        ? new(method, address) { Headers = { { "Authorization", $"Bearer {options.Key}" }, { "X-Runway-Version", options.Version } } }
        : throw new ProviderException($"Runway's key is not sent to {address.Host}.");
}
