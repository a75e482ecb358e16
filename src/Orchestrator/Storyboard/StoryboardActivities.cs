using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Intents;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Storyboards;

/// <summary>Shots to frames.</summary>
internal sealed class StoryboardActivities(
    ModelCatalogue catalogue,
    OpenAccounts accounts,
    IEnumerable<IImageModel> models,
    IntentLedger intents,
    IAssetStore assets,
    Ffmpeg ffmpeg,
    TimeProvider clock) : IStoryboardActivities
{
    public Task<FrameQuote> QuoteFrameAsync(QuoteFrameRequest request)
    {
        var row = catalogue.Image(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), accounts);
        var references = Math.Min(request.References ?? 0, row.References.Images);
        return Task.FromResult(new FrameQuote(row.Name, row.PriceOfImage(request.Size, references)) { PlayMoney = accounts.PlayMoney, Account = new(row.Provider, row.Endpoint) });
    }

    public Task<DrawResult> DrawFrameAsync(DrawFrameRequest request)
    {
        var row = catalogue.Find(request.Model);
        IReadOnlyList<TakeReference> references = [.. (request.References ?? []).Take(row.References.Images)];
        var prompt = SheetPrompt.Frame(request.Shot.Fields, references, row, request.Note);
        return DrawAsync(request.AttemptId, row, prompt, request.Size, references, image => new(request.Shot.Id, image.Image, request.Size, request.Model, request.Version, image.Cost));
    }

    public Task<DrawResult> DrawSheetAsync(DrawSheetRequest request)
    {
        var prompt = SheetPrompt.Of(request.Likeness, request.Colours, request.Note);
        return DrawAsync(request.AttemptId, catalogue.Find(request.Model), prompt, request.Size, [], image => new(request.Likeness.Id, image.Image, request.Size, request.Model, request.Version, image.Cost));
    }

    private async Task<DrawResult> DrawAsync(
        string attemptId, ModelRow row, string prompt, FrameSize size, IReadOnlyList<TakeReference> references, Func<(AssetRef Image, Money Cost), Frame> frame)
    {
        var (mine, intent) = await intents.BeginAsync(attemptId);
        if (!mine)
            return new(OutcomeClass.Ambiguous, null, "sent before, with the answer lost");

        var model = models.Single(candidate => candidate.Provider == row.Provider);
        var drawn = await model.DrawAsync(attemptId, prompt, size, row, CancellationToken.None, [.. references.Select(reference => reference.Asset)]);
        if (drawn.Outcome is not OutcomeClass.Delivered and not OutcomeClass.Ambiguous)
            await intents.EndAsync(intent, new(attemptId, IntentState.NotAccepted, null));
        return drawn.Outcome == OutcomeClass.Delivered
            ? new(OutcomeClass.Delivered, frame((await FitAsync(drawn, size), drawn.Cost)), drawn.Message)
            : new(drawn.Outcome, null, drawn.Message, drawn.RetryAfterSeconds);
    }

    // Models draw only some sizes: the picture is made to fill the frame, and what is over is cut evenly from the edges.
    private async Task<AssetRef> FitAsync(DrawnImage drawn, FrameSize size)
    {
        if (drawn.Size == size)
            return await assets.AddAsync(drawn.Png, "image/png");
        using var folder = assets.CreateWorkFolder();
        var (original, fitted) = (folder.File("drawn.png"), folder.File("frame.png"));
        await File.WriteAllBytesAsync(original, drawn.Png);
        var filter = $"scale={size.Width}:{size.Height}:force_original_aspect_ratio=increase:flags=lanczos,crop={size.Width}:{size.Height}";
        await ffmpeg.RunAsync(["-v", "error", "-i", original, "-vf", filter, "-frames:v", "1", fitted]);
        return await assets.AddFileAsync(fitted, "image/png");
    }
}
