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
    private KlingOptions Options => settings.Value;

    public string Provider => "kling";

    public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        if (KlingInput.Problem(request, row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, null, problem);
        Uri? clip = null;
        try
        {
            if (row.Edits && (clip = await ClipAsync(row, request.Source!.RequestId, cancellationToken)) is null)
                return new(OutcomeClass.NotAcceptedTerminal, null, $"Kling no longer has the clip of task {request.Source.RequestId}; it keeps them for 30 days");
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Asking buys nothing.
            return new(OutcomeClass.NotAcceptedRetryable, null, $"the clip cannot be asked for: {exception.Message}", 5);
        }

        var body = row.Input.Form is null
            ? (object)await KlingInput.WriteAsync(attemptId, request, row, assets, cancellationToken)
            : await KlingInput.WriteOmniAsync(attemptId, request, row, clip, assets, cancellationToken);
        return await PostAsync(attemptId, request.Model, KlingInput.Path(row), body, cancellationToken);
    }

    /// <summary>Posts a body to a list of tasks, once.</summary>
    public async Task<SubmitResult> PostAsync(string attemptId, string model, string tasks, object body, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Post, new Uri(Options.Address, tasks));
        message.Headers.Add("X-Attempt-Id", attemptId);
        message.Content = JsonContent.Create(body, options: ProviderJson.Body);
        return await channel.SubmitAsync("Kling", message, Options.CallTimeout, answer => Read(attemptId, model, tasks, answer), cancellationToken);
    }

    public Task<SubmitResult> FindAsync(
        string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken) =>
        FindAsync(attemptId, request.Model, KlingInput.Path(row), notBefore, cancellationToken);

    /// <summary>Looks for a task by the name of its attempt.</summary>
    public async Task<SubmitResult> FindAsync(string attemptId, string model, string tasks, DateTime notBefore, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow().UtcDateTime;
        using var message = Keyed(HttpMethod.Get, new Uri(Options.Address, $"{tasks}/{AttemptName.Of(attemptId)}"));
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        var envelope = answer.Parse<KlingWire.Envelope>();
        if (answer.IsSuccess && envelope is { Code: 0, Data.Id: { Length: > 0 } id })
            return new(OutcomeClass.AcceptedRunning, Job(attemptId, model, tasks, id), "found by its external id");
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
            return new(KlingErrors.IsRefusal(task.Message) ? OutcomeClass.Refused : OutcomeClass.AcceptedFailedRetryable, null, Units(task, row), task.Message ?? "the task failed");
        return (task?.Result?.Videos ?? task?.Result?.Images) is [{ Url: { } url }, ..]
            ? new(OutcomeClass.Delivered, url, Units(task, row), "delivered")
            : new(OutcomeClass.UnderDelivered, null, Units(task, row), "Kling reports success without media");
    }

    // Media hosts never see a token.
    public Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken) =>
        channel.DownloadAsync(address, path, Options.LargestClip, uri => ProviderChannel.IsOn(uri, Options.Address) || ProviderChannel.IsPublic(uri), cancellationToken);

    // There is no way to stop a task.
    public Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => Task.FromResult(OutcomeClass.AcceptedRunning);

    // A clip is changed at its address: what Kling made is fetched by Kling from where it lies.
    private async Task<Uri?> ClipAsync(ModelRow row, string id, CancellationToken cancellationToken)
    {
        using var message = Keyed(HttpMethod.Get, new Uri(Options.Address, $"{KlingInput.Path(row)}/{Uri.EscapeDataString(id)}"));
        var answer = await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
        return answer.IsSuccess && answer.Parse<KlingWire.Envelope>()?.Data?.Result?.Videos is [{ Url: { } url }, ..] ? url : null;
    }

    // Units are of a package: without the price of one they say nothing.
    private static decimal? Units(KlingWire.Task? task, ModelRow row) => row.Price.UsdPerUnit is null ? null : task?.Units;

    private SubmitResult Read(string attemptId, string model, string tasks, ProviderAnswer answer)
    {
        var envelope = answer.Parse<KlingWire.Envelope>();
        if (!answer.IsSuccess || envelope is { Code: not (null or 0) })
            return KlingErrors.OfSubmit(answer);
        return envelope?.Data?.Id is { Length: > 0 } id
            ? new(OutcomeClass.AcceptedRunning, Job(attemptId, model, tasks, id), "accepted")
            : new(OutcomeClass.Ambiguous, null, "the answer names no task");
    }

    private ProviderJob Job(string attemptId, string model, string tasks, string id)
    {
        var task = new Uri(Options.Address, $"{tasks}/{id}");
        return new(attemptId, model, id, task, task, task);
    }

    private HttpRequestMessage Keyed(HttpMethod method, Uri address) => ProviderChannel.IsOn(address, Options.Address)
        ? new(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", KlingToken.Of(Options, clock.GetUtcNow())) } }
        : throw new ProviderException($"Kling's token is not sent to {address.Host}.");
}
