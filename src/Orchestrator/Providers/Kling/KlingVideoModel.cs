using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Kling;

/// <summary>Kling's own API: the one provider that takes a name of ours for a task, refuses it twice, and finds the task by it.</summary>
internal sealed class KlingVideoModel(ProviderChannel channel, IOptions<KlingOptions> settings, IAssetStore assets, TimeProvider clock) : IVideoModel
{
    private const string Tasks = "v1/videos/image2video";

    private KlingOptions Options => settings.Value;

    public string Provider => "kling";

    public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        if (KlingInput.Problem(request, row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, null, problem);
        using var message = Keyed(HttpMethod.Post, new Uri(Options.Address, Tasks));
        message.Headers.Add("X-Attempt-Id", attemptId);
        message.Content = JsonContent.Create(await KlingInput.WriteAsync(attemptId, request, row, assets, cancellationToken), options: ProviderJson.Body);
        return await channel.SubmitAsync("Kling", message, Options.CallTimeout, answer => Read(attemptId, request.Model, answer), cancellationToken);
    }

    public async Task<SubmitResult> FindAsync(
        string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow().UtcDateTime;
        using var message = Keyed(HttpMethod.Get, new Uri(Options.Address, $"{Tasks}/{AttemptName.Of(attemptId)}"));
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        var envelope = answer.Parse<KlingWire.Envelope>();
        if (answer.IsSuccess && envelope is { Code: 0, Data.Id: { Length: > 0 } id })
            return new(OutcomeClass.AcceptedRunning, Job(attemptId, request.Model, id), "found by its external id");
        if (answer.Status != HttpStatusCode.NotFound && envelope?.Code is not (>= 1200 and < 1300))
            answer.Demand();
        return asked - notBefore > Options.AcceptedWithin
            ? new(OutcomeClass.NotAcceptedRetryable, null, "Kling has no task of that external id")
            : new(OutcomeClass.Ambiguous, null, "not there yet");
    }

    public async Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.StatusUrl);
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        if (answer.NoJob("Kling no longer knows the task") is { } none)
            return none;
        var task = answer.Demand().Parse<KlingWire.Envelope>()?.Data;
        return task?.Status is "succeed" or "failed"
            ? new(OutcomeClass.Delivered, task.Message ?? task.Status)
            : task?.Status == "submitted" ? JobState.Queued() : new(OutcomeClass.AcceptedRunning, "rendering");
    }

    public async Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, job.ResponseUrl);
        var task = (await channel.SendAsync(message, Options.CallTimeout, cancellationToken)).Demand().Parse<KlingWire.Envelope>()?.Data;
        if (task?.Status == "failed")
            return new(KlingErrors.IsRefusal(task.Message) ? OutcomeClass.Refused : OutcomeClass.AcceptedFailedRetryable, null, null, task.Message ?? "the task failed");
        return task?.Result?.Videos is [{ Url: { } url }, ..]
            ? new(OutcomeClass.Delivered, url, null, "delivered")
            : new(OutcomeClass.UnderDelivered, null, null, "Kling reports success without a video");
    }

    // Media hosts never see a token.
    public Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken) =>
        channel.DownloadAsync(address, path, Options.LargestClip, uri => ProviderChannel.IsOn(uri, Options.Address) || ProviderChannel.IsPublic(uri), cancellationToken);

    // There is no way to stop a task.
    public Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => Task.FromResult(OutcomeClass.AcceptedRunning);

    private SubmitResult Read(string attemptId, string model, ProviderAnswer answer)
    {
        var envelope = answer.Parse<KlingWire.Envelope>();
        if (!answer.IsSuccess || envelope is { Code: not (null or 0) })
            return KlingErrors.OfSubmit(answer);
        return envelope?.Data?.Id is { Length: > 0 } id
            ? new(OutcomeClass.AcceptedRunning, Job(attemptId, model, id), "accepted")
            : new(OutcomeClass.Ambiguous, null, "the answer names no task");
    }

    private ProviderJob Job(string attemptId, string model, string id)
    {
        var task = new Uri(Options.Address, $"{Tasks}/{id}");
        return new(attemptId, model, id, task, task, task);
    }

    private HttpRequestMessage Keyed(HttpMethod method, Uri address) => ProviderChannel.IsOn(address, Options.Address)
        ? new(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", KlingToken.Of(Options, clock.GetUtcNow())) } }
        : throw new ProviderException($"Kling's token is not sent to {address.Host}.");
}
