using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Kling;

/// <summary>Pictures by Kling's omni-image. A lost answer is looked up by the name of its attempt before it is told as lost.</summary>
internal sealed class KlingImageModel(KlingVideoModel queue, IAssetStore assets, Ffmpeg ffmpeg, TimeProvider clock) : IImageModel
{
    private const string Tasks = "v1/images/omni-image";
    private const int OrdinaryLines = 768;

    private readonly PictureTask tasks = new(queue, assets, ffmpeg, clock);

    public string Provider => "kling";

    public async Task<DrawnImage> DrawAsync(
        string attemptId, string prompt, FrameSize size, ModelRow row, CancellationToken cancellationToken, IReadOnlyList<AssetRef>? references = null)
    {
        if (RequestPayload.Problem(references ?? [], row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, default, size, Money.Zero, problem);
        List<KlingWire.Reference> pictures = [];
        foreach (var reference in references ?? [])
            pictures.Add(new(await assets.Base64Async(reference, cancellationToken)));
        var body = new KlingWire.PictureRequest(
            row.Endpoint,
            PromptRoom.Fit(prompt, row.PromptLimit),
            pictures.Count > 0 ? pictures : null,
            Math.Min(size.Width, size.Height) > OrdinaryLines ? "2k" : "1k",
            1,
            row.AspectFor(size),
            AttemptName.Of(attemptId));
        var before = clock.GetUtcNow().UtcDateTime;
        var submitted = await queue.PostAsync(attemptId, row.Name, Tasks, body, cancellationToken);
        if (submitted.Outcome == OutcomeClass.Ambiguous && await FoundAsync(attemptId, row, before, cancellationToken) is { Job: not null } found)
            submitted = found;
        return await tasks.FinishAsync(submitted, row, size, row.PriceOfImage(size, pictures.Count), cancellationToken);
    }

    private async Task<SubmitResult?> FoundAsync(string attemptId, ModelRow row, DateTime before, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.FindAsync(attemptId, row.Name, Tasks, before, cancellationToken);
        }
        catch (HttpRequestException)
        {
            // What cannot be looked up stays lost: it is written off by whoever asked.
            return null;
        }
    }
}
