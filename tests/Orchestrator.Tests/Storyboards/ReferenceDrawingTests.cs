using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Storyboards;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Storyboards;

/// <summary>Reference sheets, and frames drawn after them, against a Backlot over real HTTP.</summary>
public sealed class ReferenceDrawingTests : IAsyncLifetime
{
    private static readonly Likeness Mara = new("mara", LikenessKind.Character, "Mara", "a woman in a yellow raincoat");

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task DrawFrame_AfterASheet_SendsTheSheetOnceAndSettlesWithinTheQuote()
    {
        var stage = new StoryboardActivities(set.Catalogue, BacklotSet.Accounts, [set.OpenAi()], set.Intents, set.Assets, set.Ffmpeg, TimeProvider.System);
        var request = await set.RequestAsync();
        var shot = new Shot(request.ShotId, 1, "Mara waits.", 72, 0, request.Fields) { Likenesses = ["mara"] };
        var quote = await stage.QuoteFrameAsync(new(new(640, 360)) { References = 1 });

        var sheet = await stage.DrawSheetAsync(new("film/mara/sheet.1", Mara, ["amber"], quote.Model, new(640, 360), 1));
        var order = new DrawFrameRequest("film/s01/frame.1", shot, quote.Model, new(640, 360), 1) { References = [new(ReferenceKind.Image, sheet.Frame!.Image, Mara.Name)] };
        var drawn = await stage.DrawFrameAsync(order);
        var again = await stage.DrawFrameAsync(order);
        var other = await stage.DrawFrameAsync(order with { AttemptId = "film/s01/frame.2", References = [new(ReferenceKind.Image, drawn.Frame!.Image, Mara.Name)] });

        Assert.Equal(("mara", "s01"), (sheet.Frame.ShotId, drawn.Frame.ShotId));
        Assert.Equal((OutcomeClass.Ambiguous, OutcomeClass.Delivered), (again.Outcome, other.Outcome));
        Assert.True(sheet.Frame.Cost <= quote.Price && drawn.Frame.Cost <= quote.Price);
        var rows = await set.LedgerAsync("openai");
        Assert.Equal(["film/mara/sheet.1", "film/s01/frame.1", "film/s01/frame.2"], rows.Select(row => row.GetProperty("attempt_id").GetString()));
        // The same words after another picture are another request: the pictures were really sent.
        Assert.Equal(3, rows.Select(row => row.GetProperty("request_hash").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Frame_References_AreIntroducedBeforeTheClauses()
    {
        var request = await set.RequestAsync();

        var prompt = SheetPrompt.Frame(request.Fields, [new(ReferenceKind.Image, request.StartFrame, "Mara"), new(ReferenceKind.Image, request.StartFrame, "Tern bottle")], set.Catalogue.Find("gpt-image-2"), null);

        Assert.Equal(["Image 1 is Mara: keep this likeness.", "Image 2 is Tern bottle: keep this likeness."], prompt.Split('\n')[..2]);
        Assert.Equal(PromptCompiler.Image(request.Fields, null), string.Join('\n', prompt.Split('\n')[2..]));
    }

    [Fact]
    public async Task QuoteFrame_References_CostsMoreThanAPlainFrame()
    {
        var stage = new StoryboardActivities(set.Catalogue, BacklotSet.Accounts, [set.OpenAi()], set.Intents, set.Assets, set.Ffmpeg, TimeProvider.System);

        var plain = await stage.QuoteFrameAsync(new(new(640, 360)));
        var after = await stage.QuoteFrameAsync(new(new(640, 360)) { References = 3 });

        Assert.Equal(plain.Price + Money.Usd(3 * 1600 * 5 / 1_000_000m), after.Price);
    }
}
