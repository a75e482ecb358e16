using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Vertex;

/// <summary>Veo on Vertex. Each attempt's clip goes under a prefix of its own in the bucket, which is how a lost one is found.</summary>
internal sealed class VertexVideoModel(ProviderChannel channel, IOptions<VertexOptions> settings, IAccessTokens tokens, IAssetStore assets, TimeProvider clock) : IVideoModel
{
    private VertexOptions Options => settings.Value;

    public string Provider => "vertex";

    public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        if (VertexInput.Problem(request, row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, null, problem);
        HttpRequestMessage message;
        VertexWire.Request body;
        try
        {
            message = await KeyedAsync(HttpMethod.Post, Method(row, "predictLongRunning"), cancellationToken);
            var inputs = new VertexInputs(channel, Options, assets, KeyedAsync);
            body = await VertexInput.WriteAsync(attemptId, request, row, Options, asset => inputs.PlaceAsync(asset, cancellationToken));
        }
        catch (ProviderException exception)
        {
            return new(OutcomeClass.AuthOrAccount, null, exception.Message);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            return new(OutcomeClass.AuthOrAccount, null, $"the bucket {Options.Bucket} takes no inputs ({refused.Message}): the account needs storage.objects.create in it");
        }
        catch (Exception exception) when (ProviderChannel.Lost(exception, cancellationToken))
        {
            // Uploads buy nothing.
            return new(OutcomeClass.NotAcceptedRetryable, null, $"the inputs cannot be uploaded: {exception.Message}", 5);
        }

        using (message)
        {
            message.Headers.Add("X-Attempt-Id", attemptId);
            message.Content = JsonContent.Create(body, options: ProviderJson.Body);
            return await channel.SubmitAsync("Vertex", message, Options.CallTimeout, answer => Read(attemptId, request.Model, row, answer), cancellationToken);
        }
    }

    public async Task<SubmitResult> FindAsync(
        string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow().UtcDateTime;
        if (await ObjectAsync(VertexInput.Prefix(attemptId), cancellationToken) is not null)
            return new(OutcomeClass.AcceptedRunning, Job(attemptId, request.Model, row, $"gs://{Options.Bucket}/{VertexInput.Prefix(attemptId)}"), "found in the bucket");
        // Nothing is in the bucket while a job runs, nor when it was blocked, which is free.
        return asked - notBefore > Options.FinishedWithin
            ? new(OutcomeClass.NotAcceptedRetryable, null, "the bucket has no clip of it")
            : new(OutcomeClass.Ambiguous, null, "not in the bucket yet");
    }

    public async Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        if (IsFolder(job))
            return new(OutcomeClass.Delivered, "in the bucket");
        var answer = await OperationAsync(job, cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.NotFound => new(OutcomeClass.AssetGone, "Vertex no longer knows the operation"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(OutcomeClass.AuthOrAccount, answer.Shortened),
            _ => answer.Demand().Parse<VertexWire.Operation>() is { Done: true } ? new(OutcomeClass.Delivered, "completed") : new(OutcomeClass.AcceptedRunning, "rendering"),
        };
    }

    public async Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken)
    {
        if (IsFolder(job))
            return await ObjectAsync(Path(job.RequestId), cancellationToken) is { } found
                ? new(OutcomeClass.Delivered, Media(found), null, "delivered")
                : new(OutcomeClass.AssetGone, null, null, "the clip is no longer in the bucket");
        var operation = (await OperationAsync(job, cancellationToken)).Demand().Parse<VertexWire.Operation>();
        if (operation?.Error is { } error)
            return new(GoogleErrors.OfOperation(error.Code, error.Message ?? ""), null, null, error.Message ?? $"error {error.Code}");
        if (operation?.Response?.Videos is [{ Uri: { } uri }, ..])
            return new(OutcomeClass.Delivered, Media(Path(uri)), null, "delivered");
        // Fewer clips than were asked for, with a reason, is a refusal; it is not charged.
        var reasons = string.Join("; ", operation?.Response?.Reasons ?? []);
        return reasons.Length > 0
            ? new(OutcomeClass.Refused, null, null, GoogleErrors.Refusal(reasons) ?? reasons)
            : new(OutcomeClass.UnderDelivered, null, null, "Vertex reports success without a video");
    }

    public async Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        var token = await tokens.TokenAsync(cancellationToken);
        return await channel.DownloadAsync(address, path, Options.LargestClip, uri => ProviderChannel.IsOn(uri, Options.Storage), cancellationToken, message => Sign(message, token));
    }

    // There is no way to stop it.
    public Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => Task.FromResult(OutcomeClass.AcceptedRunning);

    private SubmitResult Read(string attemptId, string model, ModelRow row, ProviderAnswer answer)
    {
        if (!answer.IsSuccess)
            return GoogleErrors.OfSubmit(answer);
        return answer.Parse<VertexWire.Operation>()?.Name is { Length: > 0 } name
            ? new(OutcomeClass.AcceptedRunning, Job(attemptId, model, row, name), "accepted")
            : new(OutcomeClass.Ambiguous, null, "the answer names no operation");
    }

    private ProviderJob Job(string attemptId, string model, ModelRow row, string name)
    {
        var fetch = Method(row, "fetchPredictOperation");
        return new(attemptId, model, name, fetch, fetch, fetch);
    }

    private async Task<ProviderAnswer> OperationAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        using var message = await KeyedAsync(HttpMethod.Post, job.StatusUrl, cancellationToken);
        message.Content = JsonContent.Create(new { operationName = job.RequestId }, options: ProviderJson.Body);
        return await channel.SendAsync(message, Options.CallTimeout, cancellationToken);
    }

    private async Task<string?> ObjectAsync(string prefix, CancellationToken cancellationToken)
    {
        var address = new Uri(Options.Storage, $"storage/v1/b/{Options.Bucket}/o?prefix={Uri.EscapeDataString(prefix)}");
        using var message = await KeyedAsync(HttpMethod.Get, address, cancellationToken);
        var listing = (await channel.SendAsync(message, Options.CallTimeout, cancellationToken)).Demand().Parse<VertexWire.Listing>();
        return listing?.Items?.Select(item => item.Name).FirstOrDefault(name => name?.EndsWith(".mp4", StringComparison.Ordinal) == true);
    }

    private async Task<HttpRequestMessage> KeyedAsync(HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        if (!ProviderChannel.IsOn(address, Options.Address) && !ProviderChannel.IsOn(address, Options.Storage))
            throw new ProviderException($"The token of Google Cloud is not sent to {address.Host}.");
        var message = new HttpRequestMessage(method, address);
        Sign(message, await tokens.TokenAsync(cancellationToken));
        return message;
    }

    private Uri Method(ModelRow row, string name) =>
        new(Options.Address, $"v1/projects/{Options.Project}/locations/{Options.Location}/publishers/google/models/{row.Endpoint}:{name}");

    private Uri Media(string name) => new(Options.Storage, $"storage/v1/b/{Options.Bucket}/o/{Uri.EscapeDataString(name)}?alt=media");

    private static void Sign(HttpRequestMessage message, string token) => message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

    private static bool IsFolder(ProviderJob job) => job.RequestId.StartsWith("gs://", StringComparison.Ordinal);

    // Without gs:// and the bucket.
    private static string Path(string uri) => uri[(uri.IndexOf('/', "gs://".Length) + 1)..];
}
