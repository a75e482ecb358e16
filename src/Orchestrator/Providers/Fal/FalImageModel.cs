using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Assets;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Fal;

/// <summary>Pictures by fal's queue: submitted once, then waited for, for a picture takes seconds.</summary>
internal sealed class FalImageModel(FalVideoModel queue, FalStorage storage, IAssetStore assets, TimeProvider clock) : IImageModel
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    public string Provider => "fal";

    public async Task<DrawnImage> DrawAsync(
        string attemptId, string prompt, FrameSize size, ModelRow row, CancellationToken cancellationToken, IReadOnlyList<AssetRef>? references = null)
    {
        var body = await BodyAsync(prompt, size, row, references ?? [], cancellationToken);
        var endpoint = references is { Count: > 0 } ? $"{row.Endpoint}/edit" : row.Endpoint;
        var submitted = await queue.PostAsync(attemptId, row.Name, endpoint, body, cancellationToken);
        if (submitted.Job is not { } job)
            return new(submitted.Outcome, default, size, Money.Zero, submitted.Message, submitted.RetryAfterSeconds);
        return await WaitAsync(job, cancellationToken) is { } problem
            ? new(problem.Outcome, default, size, Money.Zero, problem.Message)
            : await BringInAsync(job, row, size, cancellationToken);
    }

    private async Task<string> BodyAsync(string prompt, FrameSize size, ModelRow row, IReadOnlyList<AssetRef> references, CancellationToken cancellationToken)
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
        if (references.Count > 0)
        {
            var placed = await storage.PlaceAsync(references, cancellationToken);
            body["image_urls"] = new JsonArray([.. references.Select(reference => JsonValue.Create(placed[reference]))]);
        }

        return body.ToJsonString();
    }

    // A picture that is not there after this is told as lost: it may be billed, and is not bought again by itself.
    private async Task<JobState?> WaitAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        var start = clock.GetUtcNow();
        while (true)
        {
            try
            {
                var state = await queue.StateAsync(job, cancellationToken);
                if (state.Outcome != OutcomeClass.AcceptedRunning)
                    return state.Outcome == OutcomeClass.Delivered ? null : state;
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Asking is free: the next question may be answered.
            }

            if (clock.GetUtcNow() - start > Patience)
                return new(OutcomeClass.Ambiguous, $"the picture of request {job.RequestId} did not come in {Patience.TotalMinutes:0} minutes");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task<DrawnImage> BringInAsync(ProviderJob job, ModelRow row, FrameSize asked, CancellationToken cancellationToken)
    {
        try
        {
            var output = await queue.OutputAsync(job, row, cancellationToken);
            var cost = output.Outcome == OutcomeClass.Delivered || output.BilledUnits > 0 ? row.PriceOfImage(asked) : Money.Zero;
            if (output.Clip is not { } address)
                return new(output.Outcome, default, asked, cost, output.Message);
            using var folder = assets.CreateWorkFolder();
            var path = folder.File("drawn.png");
            if (await queue.DownloadAsync(address, path, cancellationToken) == OutcomeClass.AssetGone)
                return new(OutcomeClass.AssetGone, default, asked, cost, "the picture can no longer be fetched");
            var png = await File.ReadAllBytesAsync(path, cancellationToken);
            return PngHeader.Size(png) is { } size
                ? new(OutcomeClass.Delivered, png, size, cost, "delivered")
                : new(OutcomeClass.UnderDelivered, default, asked, cost, "what was delivered is not a picture");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new(OutcomeClass.Ambiguous, default, asked, Money.Zero, $"the picture was made and could not be fetched: {exception.Message}");
        }
    }
}
