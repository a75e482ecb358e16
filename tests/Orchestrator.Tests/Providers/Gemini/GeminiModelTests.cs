using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Gemini;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Gemini;

/// <summary>Gemini Omni and Gemini's pictures, against a Backlot over real HTTP: what is this provider's alone.</summary>
public sealed class GeminiModelTests : IAsyncLifetime
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Submit_ConversationThatIsNotThere_IsRefusedAndCostsNothing()
    {
        var (request, row, model) = await set.ReadyAsync("gemini-omni");
        var made = (await model.SubmitAsync("film/s01/1.1", request, row, default)).Job!;
        await model.FinishedAsync(made);
        var edit = set.Catalogue.Find("gemini-omni-edit");
        var stranger = new GeminiVideoModel(set.Gemini(key: "another account"), set.Assets);

        var unknown = await model.SubmitAsync("film/s01/2.1", Edit("0123456789abcdef0123456789abcdef"), edit, default);
        var foreign = await stranger.SubmitAsync("film/s01/2.2", Edit(made.RequestId), edit, default);
        var own = await model.SubmitAsync("film/s01/2.3", Edit(made.RequestId), edit, default);

        // Not a matter of the model or the account: both are well.
        Assert.Equal((OutcomeClass.NotAcceptedTerminal, OutcomeClass.NotAcceptedTerminal), (unknown.Outcome, foreign.Outcome));
        Assert.Contains("not found", foreign.Message);
        Assert.Equal(OutcomeClass.AcceptedRunning, own.Outcome);
        Assert.Equal(2, (await set.LedgerAsync("gemini")).Count);

        TakeRequest Edit(string id) => request with { Model = edit.Name, Source = new(request.StartFrame, id, ShotField.Lighting) };
    }

    [Fact]
    public async Task Submit_ConversationWithoutAVideoYet_IsRefused()
    {
        var (request, row, model) = await set.ReadyAsync("gemini-omni");
        await set.FaultAsync(new { route = "submit", provider = "gemini", action = "stuck_queue" });
        var waiting = (await model.SubmitAsync("film/s01/1.1", request, row, default)).Job!;

        var early = await model.SubmitAsync("film/s01/2.1", request with { Model = "gemini-omni-edit", Source = new(request.StartFrame, waiting.RequestId, ShotField.Lighting) }, set.Catalogue.Find("gemini-omni-edit"), default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, early.Outcome);
        Assert.Contains("holds no video", early.Message);
    }

    [Fact]
    public async Task Draw_PictureAndEdit_AreBothDrawn()
    {
        var model = new GeminiImageModel(set.Gemini(), set.Assets);
        var row = set.Catalogue.Find("gemini-3.1-flash-image");

        var drawn = await model.DrawAsync("film/s01/frame.1", "Subject: a cup of coffee\nEnvironment: cafe", new(1280, 720), row, default);
        var edited = await model.DrawAsync("film/s01/frame.2", "Lighting: dark", new(1280, 720), row, default, [await set.Assets.AddAsync(drawn.Png, "image/png")]);
        var refused = await model.DrawAsync("film/s01/frame.3", "moderation_blocked_test", new(1280, 720), row, default);

        Assert.Equal((OutcomeClass.Delivered, OutcomeClass.Delivered, OutcomeClass.Refused), (drawn.Outcome, edited.Outcome, refused.Outcome));
        var charges = await set.LedgerAsync("gemini");
        Assert.Equal(2, charges.Count);
        // By the tokens that it tells, of which the longer prompt has more.
        Assert.Equal([edited.Cost.Micros, drawn.Cost.Micros], charges.Select(charge => charge.GetProperty("charged_micro_usd").GetInt64()).Order());
    }

    [Fact]
    public async Task Download_ThatLeadsElsewhere_IsNotFollowed()
    {
        var (request, row, model) = await set.ReadyAsync("gemini-omni");
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await model.FinishedAsync(submitted.Job!);
        var output = await model.OutputAsync(submitted.Job!, row, default);
        await set.FaultAsync(new { route = "media", action = "answer", status = 302, location = "http://localhost:9/elsewhere.mp4" });
        using var folder = set.Assets.CreateWorkFolder();

        var exception = await Assert.ThrowsAsync<ProviderException>(() => model.DownloadAsync(output.Clip!, folder.File("clip.mp4"), default));

        Assert.Contains("localhost", exception.Message);
    }
}
