using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Fal;

/// <summary>Pictures by fal's queue: submitted once, then waited for, for a picture takes seconds.</summary>
internal sealed class FalImageModel(FalVideoModel queue, FalStorage storage, IAssetStore assets, Ffmpeg ffmpeg, TimeProvider clock) : IImageModel
{
    private readonly PictureTask tasks = new(queue, assets, ffmpeg, clock);

    public string Provider => "fal";

    public async Task<DrawnImage> DrawAsync(
        string attemptId, string prompt, FrameSize size, ModelRow row, CancellationToken cancellationToken, IReadOnlyList<AssetRef>? references = null)
    {
        if (RequestPayload.Problem(references ?? [], row) is { } problem)
            return new(OutcomeClass.NotAcceptedTerminal, default, size, Money.Zero, problem);
        var body = await BodyAsync(prompt, size, row, references ?? [], cancellationToken);
        var submitted = await queue.PostAsync(attemptId, row.Name, Endpoint(row, references is { Count: > 0 }), body, cancellationToken);
        return await tasks.FinishAsync(submitted, row, size, row.PriceOfImage(size, references?.Count ?? 0), cancellationToken);
    }

    private async Task<string> BodyAsync(string prompt, FrameSize size, ModelRow row, IReadOnlyList<AssetRef> references, CancellationToken cancellationToken)
    {
        var placed = await storage.PlaceAsync(references, cancellationToken);
        return Write(prompt, size, row, [.. references.Select(reference => placed[reference])]).ToJsonString();
    }

    /// <summary>The body to post for a picture that is drawn after those at the addresses.</summary>
    public static JsonObject Write(string prompt, FrameSize size, ModelRow row, IReadOnlyList<string> addresses)
    {
        var body = new JsonObject
        {
            ["prompt"] = prompt,
            ["num_images"] = 1,
            ["output_format"] = "png",
            ["aspect_ratio"] = size.AspectRatio(),
            ["resolution"] = Math.Min(size.Width, size.Height) > 768 ? "2K" : "1K",
        };
        foreach (var (name, value) in row.Input.Fixed)
            body[name] = JsonSerializer.SerializeToNode(value);
        if (addresses.Count > 0)
            body["image_urls"] = new JsonArray([.. addresses.Select(address => JsonValue.Create(address))]);
        return body;
    }

    /// <summary>The endpoint that draws, or the one that draws after other pictures.</summary>
    public static string Endpoint(ModelRow row, bool references) => references ? $"{row.Endpoint}/edit" : row.Endpoint;
}
