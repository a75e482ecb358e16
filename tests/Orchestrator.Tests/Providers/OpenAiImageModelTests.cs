using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>The images contract, by the official client, against a Backlot over real HTTP.</summary>
public sealed class OpenAiImageModelTests : IAsyncLifetime
{
    private const string Prompt = "Subject: a cup of coffee\nEnvironment: cafe";

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Draw_Prompt_ReturnsAPictureAndWhatItCost()
    {
        var drawn = await set.OpenAi().DrawAsync("film/s01/frame.1", Prompt, new(640, 360), set.Catalogue.Find("gpt-image-2"), default);

        Assert.Equal(OutcomeClass.Delivered, drawn.Outcome);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], drawn.Png[..4].ToArray());
        Assert.Equal(new FrameSize(640, 368), drawn.Size);
        var charge = Assert.Single(await set.LedgerAsync("openai"));
        Assert.Equal(charge.GetProperty("charged_micro_usd").GetInt64(), drawn.Cost.Micros);
        Assert.True(drawn.Cost <= set.Catalogue.Find("gpt-image-2").PriceOfImage(drawn.Size));
    }

    [Theory]
    [InlineData("server_error", OutcomeClass.AcceptedFailedRetryable, 0)]
    [InlineData("rate_limit", OutcomeClass.NotAcceptedRetryable, 0)]
    [InlineData("accept_then_reset", OutcomeClass.Ambiguous, 1)]
    public async Task Draw_Fault_IsSentOnceAndToldApart(string fault, OutcomeClass expected, int charges)
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = fault });

        var drawn = await set.OpenAi().DrawAsync("film/s01/frame.1", Prompt, new(640, 360), set.Catalogue.Find("gpt-image-2"), default);

        Assert.Equal(expected, drawn.Outcome);
        Assert.Equal(charges, (await set.LedgerAsync("openai")).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Draw_WithReferences_IsAnEditOfAll(bool azure)
    {
        var model = set.OpenAi(azure ? set.Server.Azure : null);
        var row = set.Catalogue.Find("gpt-image-2");
        var first = await model.DrawAsync("film/s01/frame.1", Prompt, new(640, 368), row, default);
        var picture = await set.Assets.AddAsync(first.Png, "image/png");

        var edited = await model.DrawAsync("film/s01/frame.2", "Lighting: dark", new(640, 368), row, default, [picture, picture]);
        var broken = await model.DrawAsync("film/s01/frame.3", "Lighting: dark", new(640, 368), row, default, [await set.Assets.AddAsync(new byte[] { 1 }, "image/png")]);

        Assert.Equal((OutcomeClass.Delivered, OutcomeClass.NotAcceptedTerminal), (edited.Outcome, broken.Outcome));
        Assert.Equal(["film/s01/frame.1", "film/s01/frame.2"], (await set.LedgerAsync("openai")).Select(charge => charge.GetProperty("attempt_id").GetString()));
    }

    [Theory]
    [InlineData("insufficient_quota", 429, OutcomeClass.AuthOrAccount)]
    [InlineData("content_filter", 400, OutcomeClass.Refused)]
    [InlineData("invalid_api_key", 401, OutcomeClass.AuthOrAccount)]
    [InlineData("model_not_found", 404, OutcomeClass.ModelRetired)]
    public async Task Draw_ErrorCodes_AreToldApart(string code, int status, OutcomeClass expected)
    {
        await set.FaultAsync(new { route = "submit", provider = "openai", action = "answer", status, answer = $"{{\"error\":{{\"message\":\"m\",\"code\":\"{code}\"}}}}" });

        Assert.Equal(expected, (await set.OpenAi().DrawAsync("a", Prompt, new(640, 368), set.Catalogue.Find("gpt-image-2"), default)).Outcome);
        Assert.Empty(await set.LedgerAsync("openai"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Draw_Moderated_IsARefusalAndFree(bool azure)
    {
        var drawn = await set.OpenAi(azure ? set.Server.Azure : null).DrawAsync("film/s01/frame.1", Prompt + " moderation_blocked_test", new(640, 360), set.Catalogue.Find("gpt-image-2"), default);

        Assert.Equal(OutcomeClass.Refused, drawn.Outcome);
        Assert.Equal(0, (await set.LedgerAsync("openai")).Sum(charge => charge.GetProperty("charged_micro_usd").GetInt64() - charge.GetProperty("refunded_micro_usd").GetInt64()));
    }
}
