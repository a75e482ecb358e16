using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Gemini;

/// <summary>Gemini Omni by the Interactions API: a take from a picture, and edits of it in the same conversation. Nothing finds an interaction whose id was lost.</summary>
internal sealed class GeminiVideoModel(GeminiInteractions interactions, IAssetStore assets) : IVideoModel
{
    public string Provider => "gemini";

    public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        if (row.Edits && request.Source is null)
            return new(OutcomeClass.NotAcceptedTerminal, null, $"{row.Title} changes a take; the request names none");
        if ((RequestPayload.Problem(request, row) ?? TooLarge(request)) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, null, problem);
        var body = await WriteAsync(attemptId, request, row, cancellationToken);
        return await interactions.PostAsync(attemptId, body, interactions.Options.CallTimeout, interaction => Accepted(attemptId, request.Model, interaction), cancellationToken);
    }

    // There is no list of interactions.
    public Task<SubmitResult> FindAsync(
        string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken) =>
        Task.FromResult(new SubmitResult(OutcomeClass.Ambiguous, null, "Gemini has no way to find an interaction whose id was lost"));

    public async Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        var answer = await interactions.SendAsync(HttpMethod.Get, job.StatusUrl, cancellationToken);
        if (answer.NoJob("Gemini no longer knows the interaction") is { } none)
            return none;
        return answer.Demand().Parse<GeminiWire.Interaction>()?.Status switch
        {
            "completed" or "failed" or "incomplete" or "budget_exceeded" or "requires_action" => new(OutcomeClass.Delivered, "ended"),
            "cancelled" => new(OutcomeClass.Cancelled, "cancelled"),
            "queued" => JobState.Queued(),
            _ => new(OutcomeClass.AcceptedRunning, "rendering"),
        };
    }

    public async Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken)
    {
        var answer = (await interactions.SendAsync(HttpMethod.Get, job.ResponseUrl, cancellationToken)).Demand();
        var interaction = answer.Parse<GeminiWire.Interaction>();
        var (outcome, content, message) = GeminiInteractions.Read(interaction, "video");
        return new(outcome, content?.Address, null, message) { Billed = GeminiInteractions.Billed(interaction, row, "video") };
    }

    public Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken) => interactions.DownloadAsync(address, path, cancellationToken);

    public async Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        var state = await StateAsync(job, cancellationToken);
        var answer = await interactions.SendAsync(HttpMethod.Post, job.CancelUrl, cancellationToken);
        return answer.IsSuccess && state.IsQueued ? OutcomeClass.Cancelled : OutcomeClass.AcceptedRunning;
    }

    private string? TooLarge(TakeRequest request) =>
        RequestPayload.TooLarge("Gemini", [request.StartFrame, .. (request.References ?? []).Select(reference => reference.Asset)], interactions.Options.LargestRequest);

    private async Task<GeminiWire.Request> WriteAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
    {
        var edits = row.Edits ? request.Source : null;
        List<GeminiWire.Content> input = [new() { Type = "text", Text = PromptCompiler.Video(request, row) }];
        var references = (request.References ?? []).Where(reference => reference.Kind == ReferenceKind.Image).ToList();
        // References and a start frame exclude each other: the numbers in the prompt are those of the pictures that are sent.
        if (edits is null && references.Count == 0)
            input.Add(await ImageAsync(request.StartFrame, cancellationToken));
        foreach (var reference in references)
            input.Add(await ImageAsync(reference.Asset, cancellationToken));
        var task = edits is not null ? "edit" : references.Count > 0 ? "reference_to_video" : "image_to_video";
        return new()
        {
            Model = row.Endpoint,
            Input = input,
            Background = true,
            Store = true,
            Previous = edits?.RequestId,
            Format = new()
            {
                Type = "video",
                // An edit keeps shape, length and size of what it changes.
                Aspect = edits is null ? request.Size.AspectRatio() : null,
                Duration = edits is null ? $"{request.Seconds}s" : null,
                Resolution = edits is null ? $"{row.LinesFor(request.Size) ?? 720}p" : null,
                Delivery = "uri",
            },
            Config = new((int)(request.Seed & int.MaxValue), new(task)),
            Labels = new Dictionary<string, string> { ["attempt_id"] = AttemptName.Of(attemptId) },
        };
    }

    private async Task<GeminiWire.Content> ImageAsync(AssetRef asset, CancellationToken cancellationToken) =>
        new() { Type = "image", Data = await assets.Base64Async(asset, cancellationToken), MediaType = asset.MediaType };

    private SubmitResult Accepted(string attemptId, string model, GeminiWire.Interaction? interaction)
    {
        if (interaction?.Id is not { Length: > 0 } id)
            return new(OutcomeClass.Ambiguous, null, "the answer names no interaction");
        var address = new Uri(interactions.Options.Address, $"{interactions.Path}/{id}");
        return new(OutcomeClass.AcceptedRunning, new(attemptId, model, id, address, address, new($"{address}/cancel")), "accepted");
    }
}
