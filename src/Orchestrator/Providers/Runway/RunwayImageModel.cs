using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Runway;

/// <summary>Pictures by Runway's Gen-4, as tasks; a prompt names its references by their tags.</summary>
internal sealed class RunwayImageModel(RunwayVideoModel queue, IAssetStore assets, Ffmpeg ffmpeg, TimeProvider clock) : IImageModel
{
    private const int OrdinaryLines = 768;

    private readonly PictureTask tasks = new(queue, assets, ffmpeg, clock);

    public string Provider => "runway";

    public async Task<DrawnImage> DrawAsync(
        string attemptId, string prompt, FrameSize size, ModelRow row, CancellationToken cancellationToken, IReadOnlyList<AssetRef>? references = null)
    {
        if (RequestPayload.Problem(references ?? [], row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, default, size, Money.Zero, problem);
        var submitted = await RunwayVideoModel.PlacedAsync(
            () => BodyAsync(prompt, size, row, references ?? [], cancellationToken), body => queue.PostAsync(attemptId, row.Name, "v1/text_to_image", body, cancellationToken), cancellationToken);
        return await tasks.FinishAsync(submitted, row, size, row.PriceOfImage(size, references?.Count ?? 0), cancellationToken);
    }

    private async Task<object> BodyAsync(string prompt, FrameSize size, ModelRow row, IReadOnlyList<AssetRef> references, CancellationToken cancellationToken)
    {
        List<RunwayWire.Reference> pictures = [];
        foreach (var reference in references)
            pictures.Add(new(await queue.PlaceAsync(reference, cancellationToken), $"Image{pictures.Count + 1}"));
        return new RunwayWire.Picture(row.Endpoint, PromptRoom.Fit(prompt, row.PromptLimit), Ratio(row.AspectFor(size), size), pictures.Count > 0 ? pictures : null);
    }

    // It takes sizes, not shapes: those of 720 lines, and the dearer ones of 1080.
    private static string Ratio(string aspect, FrameSize size) => (aspect, Large: Math.Min(size.Width, size.Height) > OrdinaryLines) switch
    {
        ("9:16", false) => "720:1280",
        ("9:16", true) => "1080:1920",
        ("1:1", false) => "720:720",
        ("1:1", true) => "1080:1080",
        ("4:3", false) => "960:720",
        ("4:3", true) => "1440:1080",
        ("3:4", false) => "720:960",
        ("3:4", true) => "1080:1440",
        ("21:9", false) => "1680:720",
        ("21:9", true) => "2112:912",
        (_, true) => "1920:1080",
        _ => "1280:720",
    };
}
