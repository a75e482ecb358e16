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
        return Task.FromResult(new FrameQuote(row.Name, row.PriceOfImage(request.Size)));
    }

    public async Task<DrawResult> DrawFrameAsync(DrawFrameRequest request)
    {
        if (intents.Read(request.AttemptId) is { State: IntentState.Sending })
            return new(OutcomeClass.Ambiguous, null, "sent before, with the answer lost");
        intents.Write(new(request.AttemptId, IntentState.Sending, null));

        var row = catalogue.Find(request.Model);
        var prompt = PromptCompiler.Image(request.Shot.Fields, request.Note);
        var drawn = await models.Single(model => model.Provider == row.Provider).DrawAsync(request.AttemptId, prompt, request.Size, row, CancellationToken.None);
        if (drawn.Outcome is not OutcomeClass.Delivered and not OutcomeClass.Ambiguous)
            intents.Write(new(request.AttemptId, IntentState.NotAccepted, null));
        if (drawn.Outcome != OutcomeClass.Delivered)
            return new(drawn.Outcome, null, drawn.Message, drawn.RetryAfterSeconds);

        var image = await FitAsync(drawn, request.Size);
        var frame = new Frame(request.Shot.Id, image, request.Size, request.Model, request.Version, drawn.Cost);
        return new(OutcomeClass.Delivered, frame, drawn.Message);
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
