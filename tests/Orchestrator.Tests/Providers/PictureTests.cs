using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Ark;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>Every provider's pictures, against a Backlot over real HTTP: what all of them must do alike.</summary>
public sealed class PictureTests : IAsyncLifetime
{
    private static readonly FrameSize Size = new(1280, 720);

    private BacklotSet set = null!;

    public static TheoryData<string> Models => [.. ModelCatalogue.ReadInstalled().Rows.Where(row => row.Kind == ModelKind.Image && row.Retired is null).Select(row => row.Name)];

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public void Catalogue_EveryProviderThatFilms_DrawsToo()
    {
        var rows = set.Catalogue.Rows.Where(row => row.Retired is null).ToList();
        var draw = rows.Where(row => row.Kind == ModelKind.Image).Select(row => row.Provider).ToHashSet();

        Assert.All(rows.Where(row => row.Kind == ModelKind.Video), row => Assert.Contains(row.Provider, draw));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Draw_WithAndWithoutReferences_IsAPngBilledAtTheRowsPrice(string name)
    {
        var (row, model) = Ready(name);

        var plain = await model.DrawAsync("film/s01/frame.1", "Subject: a cup of coffee\nEnvironment: cafe", Size, row, default);
        var upright = await model.DrawAsync("film/s01/frame.2", "Subject: a cup of coffee\nEnvironment: cafe", new(1080, 1920), row, default);
        var after = await model.DrawAsync("film/s01/frame.3", "Lighting: dark", Size, row, default, [await set.Assets.AddAsync(plain.Png, "image/png")]);

        Assert.All([plain, upright, after], drawn => Assert.True(drawn.Outcome == OutcomeClass.Delivered, drawn.Message));
        Assert.Equal((true, true), (plain.Size.Width > plain.Size.Height, upright.Size.Width < upright.Size.Height));
        Assert.Equal(plain.Size, PngHeader.Size(plain.Png.Span));
        Assert.True(plain.Cost.Micros > 0);
        var charges = await set.LedgerAsync(LedgerOf(row));
        Assert.Equal(["film/s01/frame.1", "film/s01/frame.2", "film/s01/frame.3"], charges.Select(charge => charge.GetProperty("attempt_id").GetString()).Order());
        // What is charged by tokens is told by the service itself; all else is the row's price.
        if (row.Price.UsdPerImage is not null)
            Assert.Equal(plain.Cost.Micros + upright.Cost.Micros + after.Cost.Micros, charges.Sum(charge => charge.GetProperty("charged_micro_usd").GetInt64()));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Draw_ForbiddenWords_AreARefusalThatCostsWhatTheProviderTakesForIt(string name)
    {
        var (row, model) = Ready(name);

        var refused = await model.DrawAsync("film/s01/frame.1", "Subject: moderation_blocked_test", Size, row, default);

        // Runway bills what its moderation stops like what succeeds.
        Assert.Equal((OutcomeClass.Refused, row.Provider == "runway" ? row.PriceOfImage(Size) : Money.Zero), (refused.Outcome, refused.Cost));
        Assert.Equal(refused.Cost.Micros, (await set.LedgerAsync(LedgerOf(row))).Sum(charge => charge.GetProperty("charged_micro_usd").GetInt64() - charge.GetProperty("refunded_micro_usd").GetInt64()));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Draw_RateLimited_IsNotAcceptedAndSaysHowLong(string name)
    {
        var (row, model) = Ready(name);
        await set.FaultAsync(new { route = "submit", provider = LedgerOf(row), action = "rate_limit", retry_after = 7 });

        var drawn = await model.DrawAsync("film/s01/frame.1", "Subject: a cup", Size, row, default);

        Assert.Equal((OutcomeClass.NotAcceptedRetryable, 7.0), (drawn.Outcome, drawn.RetryAfterSeconds));
        Assert.Empty(await set.LedgerAsync(LedgerOf(row)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Draw_AnswerLost_IsSentOnce(string name)
    {
        var (row, model) = Ready(name);
        await set.FaultAsync(new { route = "submit", provider = LedgerOf(row), action = "accept_then_reset" });

        var drawn = await model.DrawAsync("film/s01/frame.1", "Subject: a cup", Size, row, default);

        // Kling alone takes a name of ours, by which the picture is found after all.
        Assert.Equal(row.Provider == "kling" ? OutcomeClass.Delivered : OutcomeClass.Ambiguous, drawn.Outcome);
        Assert.Single(await set.LedgerAsync(LedgerOf(row)));
    }

    [Theory]
    [InlineData("result", "answer")]
    [InlineData("media", "reset")]
    public async Task Draw_PictureLostOnTheWay_IsFetchedAgain(string route, string action)
    {
        var (row, model) = Ready("nano-banana-2-fal");
        await set.FaultAsync(new { route, action, status = 502, answer = "<html>502 Bad Gateway</html>" });

        var drawn = await model.DrawAsync("film/s01/frame.1", "Subject: a cup of coffee", Size, row, default);

        Assert.True(drawn.Outcome == OutcomeClass.Delivered, drawn.Message);
        Assert.Single(await set.LedgerAsync(LedgerOf(row)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Draw_UnknownModel_CostsNothing(string name)
    {
        var (row, model) = Ready(name);

        var drawn = await model.DrawAsync("film/s01/frame.1", "Subject: a cup", Size, row with { Endpoint = "dall-e-2" }, default);

        Assert.Contains(drawn.Outcome, new[] { OutcomeClass.ModelRetired, OutcomeClass.NotAcceptedTerminal });
        Assert.Empty(await set.LedgerAsync(LedgerOf(row)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Draw_WordyPrompt_FitsTheModel(string name)
    {
        var (row, model) = Ready(name);
        var words = string.Join(' ', Enumerable.Repeat("wordy", 2000));
        var fields = Orchestrator.Tests.Providers.Prompts.SampleShots.Of(3);
        fields = fields with { Subject = new(words), Environment = new(words, fields.Environment.Weather), Palette = fields.Palette with { Colours = [words, words] } };
        var references = Enumerable.Range(1, row.References.Total).Select(number => new TakeReference(ReferenceKind.Image, new AssetRef("", 0, "image/png"), $"{words} {number}")).ToList();

        var prompt = SheetPrompt.Frame(fields, references, row, words);
        var drawn = await model.DrawAsync("film/s01/frame.1", SheetPrompt.Frame(fields, [], row, words), Size, row, default);

        Assert.InRange(prompt.Length, 100, row.PromptLimit);
        Assert.True(drawn.Outcome == OutcomeClass.Delivered, drawn.Message);
    }

    [Fact]
    public async Task Draw_PictureThatIsAJpeg_BecomesAPng()
    {
        using var folder = set.Assets.CreateWorkFolder();
        var jpeg = folder.File("picture.jpg");
        await set.Ffmpeg.RunAsync(["-v", "error", "-f", "lavfi", "-i", "color=c=red:s=64x36", "-frames:v", "1", jpeg]);
        var bytes = await File.ReadAllBytesAsync(jpeg);

        var whole = await DrawnPicture.ReadAsync(bytes, Size, Money.Usd(1), set.Assets, set.Ffmpeg, default);
        var cut = await DrawnPicture.ReadAsync(bytes[..20], Size, Money.Usd(1), set.Assets, set.Ffmpeg, default);
        var none = await DrawnPicture.ReadAsync("<html>"u8.ToArray(), Size, Money.Usd(1), set.Assets, set.Ffmpeg, default);

        Assert.Equal((OutcomeClass.Delivered, new FrameSize(64, 36)), (whole.Outcome, PngHeader.Size(whole.Png.Span)));
        Assert.Equal((OutcomeClass.UnderDelivered, OutcomeClass.UnderDelivered), (cut.Outcome, none.Outcome));
    }

    [Theory]
    [InlineData(1280, 720, 1280, 720)]
    [InlineData(1920, 1080, 1920, 1080)]
    [InlineData(640, 360, 1280, 720)]
    [InlineData(720, 1280, 720, 1280)]
    [InlineData(3840, 2160, 2730, 1536)]
    [InlineData(96, 54, 1280, 720)]
    public void Ark_Size_IsOfTheFramesShapeWithinWhatCanBeHad(int width, int height, int expectedWidth, int expectedHeight) =>
        Assert.Equal(new FrameSize(expectedWidth, expectedHeight), ArkImageModel.SizeFor(new(width, height)));

    [Theory]
    [InlineData(1280, 720, "16:9")]
    [InlineData(1024, 436, "21:9")]
    [InlineData(1000, 1010, "1:1")]
    public void AspectFor_ShapeThatIsNotOffered_IsTheNearest(int width, int height, string expected) =>
        Assert.Equal(expected, set.Catalogue.Find("kling-v3-omni-image").AspectFor(new(width, height)));

    private (ModelRow Row, IImageModel Model) Ready(string name)
    {
        var row = set.Catalogue.Find(name);
        return (row, set.Pictures(row.Provider));
    }

    // Vertex's pictures are Gemini's, whichever door they come by.
    private static string LedgerOf(ModelRow row) => row.Provider == "vertex" ? "gemini" : row.Provider;
}
