using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>Every direct provider's contract, against a Backlot over real HTTP: what all of them must do alike.</summary>
public sealed class VendorTests : IAsyncLifetime
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    private BacklotSet set = null!;

    public static TheoryData<string> Models => ["veo-3.1-vertex", "kling-v3-pro-direct", "seedance-2.0-direct", "runway-gen-4.5", "gemini-omni"];

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [MemberData(nameof(Models))]
    [InlineData("veo-3.1-fast-vertex")]
    [InlineData("kling-v3-standard-direct")]
    [InlineData("kling-v3-text-direct")]
    [InlineData("kling-v3-omni-direct")]
    [InlineData("seedance-2.0-text-direct")]
    [InlineData("runway-gen-4.5-text")]
    [InlineData("veo-3.1-text-vertex")]
    public async Task Take_IsRenderedBilledAtTheRowsPriceAndDownloaded(string name)
    {
        var (request, row, model) = await ReadyAsync(name);

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        Assert.Equal((OutcomeClass.AcceptedRunning, true), (submitted.Outcome, submitted.Job is not null));
        await FinishedAsync(model, submitted.Job!);
        var output = await model.OutputAsync(submitted.Job!, row, default);
        using var folder = set.Assets.CreateWorkFolder();
        var path = folder.File("clip.mp4");
        Assert.Equal(OutcomeClass.Delivered, await model.DownloadAsync(output.Clip!, path, default));

        var facts = await new ClipProbe(set.Ffmpeg).ReadAsync(path);
        Assert.Equal(request.Seconds * 24, facts!.Frames);
        Assert.Equal(row.Sound, facts.HasSound);
        var charge = Assert.Single(await set.LedgerAsync(row.Provider));
        Assert.Equal("film/s01/1.1", charge.GetProperty("attempt_id").GetString());
        Assert.InRange(output.Charged(row, request).Micros - charge.GetProperty("charged_micro_usd").GetInt64(), -20, 20);
        // These tell with each task what it cost; the others are billed at the catalogue's price.
        Assert.Equal(row.Provider is "kling" or "ark" or "gemini", output.Reported(row, request) is not null);
        Assert.True(output.Charged(row, request) <= row.PriceOf(request), "More was charged than was set aside.");
    }

    [Theory]
    [InlineData("veo-3.1-vertex", true)]
    [InlineData("kling-v3-pro-direct", true)]
    [InlineData("seedance-2.0-direct", true)]
    [InlineData("runway-gen-4.5", false)]
    [InlineData("gemini-omni", false)]
    public async Task Submit_AnswerLostAfterAcceptance_IsFoundWhereTheProviderAllowsItAndNeverSentTwice(string name, bool findable)
    {
        var (request, row, model) = await ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "accept_then_reset" });
        var before = DateTime.UtcNow;

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        var found = await FoundAsync(model, request, before, findable);

        Assert.Equal(OutcomeClass.Ambiguous, submitted.Outcome);
        Assert.Equal(findable ? OutcomeClass.AcceptedRunning : OutcomeClass.Ambiguous, found.Outcome);
        Assert.Single(await set.LedgerAsync(row.Provider));
        if (findable)
        {
            await FinishedAsync(model, found.Job!);
            Assert.Equal(OutcomeClass.Delivered, (await model.OutputAsync(found.Job!, row, default)).Outcome);
        }
    }

    [Theory]
    [InlineData("veo-3.1-vertex")]
    [InlineData("kling-v3-pro-direct")]
    [InlineData("seedance-2.0-direct")]
    public async Task Submit_FailedBeforeAcceptance_IsProvenNotAccepted(string name)
    {
        var (request, row, model) = await ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "reset" });
        var before = DateTime.UtcNow;

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        SubmitResult found;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        do
            found = await model.FindAsync("film/s01/1.1", request, row, before, Nothing, patience.Token);
        while (found.Outcome == OutcomeClass.Ambiguous);

        Assert.Equal((OutcomeClass.Ambiguous, OutcomeClass.NotAcceptedRetryable), (submitted.Outcome, found.Outcome));
        Assert.Empty(await set.LedgerAsync(row.Provider));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Submit_RateLimited_IsNotAcceptedAndSaysHowLong(string name)
    {
        var (request, row, model) = await ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "rate_limit", retry_after = 7 });

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);

        Assert.Equal((OutcomeClass.NotAcceptedRetryable, 7.0), (submitted.Outcome, submitted.RetryAfterSeconds));
        Assert.Empty(await set.LedgerAsync(row.Provider));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Submit_ForbiddenWords_AreARefusalThatCostsWhatTheProviderTakesForIt(string name)
    {
        var (request, row, model) = await ReadyAsync(name);
        request = request with { Fields = request.Fields with { Subject = new("moderation_blocked_test") } };

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        var (outcome, told) = (submitted.Outcome, Money.Zero);
        if (submitted.Job is { } job)
        {
            await FinishedAsync(model, job);
            var output = await model.OutputAsync(job, row, default);
            (outcome, told) = (output.Outcome, output.Charged(row, request));
        }

        Assert.Equal(OutcomeClass.Refused, outcome);
        // Runway bills what its moderation stops like what succeeds; the others give it back.
        Assert.Equal(row.Provider == "runway" ? row.PriceOf(request) : Money.Zero, told);
        Assert.Equal(told.Micros, (await set.LedgerAsync(row.Provider)).Sum(charge => charge.GetProperty("charged_micro_usd").GetInt64() - charge.GetProperty("refunded_micro_usd").GetInt64()));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Submit_BadDuration_IsTerminal(string name)
    {
        var (request, row, model) = await ReadyAsync(name);

        var submitted = await model.SubmitAsync("film/s01/1.1", request with { Seconds = 99 }, row, default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, submitted.Outcome);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Output_FailedJob_MayBeTriedAgain(string name)
    {
        var (request, row, model) = await ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "fail", error_type = "internal_server_error" });

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await FinishedAsync(model, submitted.Job!);

        Assert.Equal(OutcomeClass.AcceptedFailedRetryable, (await model.OutputAsync(submitted.Job!, row, default)).Outcome);
    }

    [Theory]
    [InlineData("seedance-2.0-direct", OutcomeClass.Cancelled)]
    [InlineData("runway-gen-4.5", OutcomeClass.Cancelled)]
    [InlineData("gemini-omni", OutcomeClass.Cancelled)]
    [InlineData("kling-v3-pro-direct", OutcomeClass.AcceptedRunning)]
    [InlineData("veo-3.1-vertex", OutcomeClass.AcceptedRunning)]
    public async Task Cancel_QueuedJob_IsFreeWhereTheProviderCan(string name, OutcomeClass expected)
    {
        var (request, row, model) = await ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "stuck_queue" });
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);

        Assert.Equal(expected, await model.CancelAsync(submitted.Job!, default));

        var charge = Assert.Single(await set.LedgerAsync(row.Provider));
        Assert.Equal(expected == OutcomeClass.Cancelled ? charge.GetProperty("charged_micro_usd").GetInt64() : 0, charge.GetProperty("refunded_micro_usd").GetInt64());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task State_KeyNoLongerGood_IsAnAccountMatter(string name)
    {
        var (request, row, model) = await ReadyAsync(name);
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await set.FaultAsync(new { route = "status", provider = row.Provider, action = "answer", status = 403, answer = "{}" });

        Assert.Equal(OutcomeClass.AuthOrAccount, (await model.StateAsync(submitted.Job!, default)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Submit_UnknownModel_IsRetiredOrRefusedBeforeItCosts(string name)
    {
        var (request, row, model) = await ReadyAsync(name);

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row with { Endpoint = "veo-2.0-generate-001/std" }, default);

        // Kling and Runway tell an unknown model as a wrong field.
        Assert.Contains(submitted.Outcome, new[] { OutcomeClass.ModelRetired, OutcomeClass.NotAcceptedTerminal, OutcomeClass.AcceptedRunning });
        if (row.Provider is "vertex" or "ark" or "gemini")
            Assert.Equal(OutcomeClass.ModelRetired, submitted.Outcome);
    }

    [Theory]
    [InlineData("runway-gen-4.5", "runway-aleph")]
    [InlineData("gemini-omni", "gemini-omni-edit")]
    [InlineData("kling-v3-omni-direct", "kling-v3-omni-edit")]
    public async Task Edit_ChangesATakeThatExists(string first, string second)
    {
        var (request, row, model) = await ReadyAsync(first);
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await FinishedAsync(model, submitted.Job!);
        var output = await model.OutputAsync(submitted.Job!, row, default);
        using var folder = set.Assets.CreateWorkFolder();
        var path = folder.File("clip.mp4");
        await model.DownloadAsync(output.Clip!, path, default);
        var clip = await set.Assets.AddFileAsync(path, "video/mp4");
        var edit = set.Catalogue.Find(second);

        var edited = await model.SubmitAsync("film/s01/2.1", request with { Model = second, Source = new(clip, submitted.Job!.RequestId, ShotField.Lighting) }, edit, default);
        var without = await model.SubmitAsync("film/s01/3.1", request with { Model = second }, edit, default);

        Assert.True(edited.Job is not null, edited.Message);
        await FinishedAsync(model, edited.Job);
        Assert.Equal(OutcomeClass.Delivered, (await model.OutputAsync(edited.Job, edit, default)).Outcome);
        Assert.Equal(OutcomeClass.NotAcceptedTerminal, without.Outcome);
        Assert.Equal(2, (await set.LedgerAsync(row.Provider)).Count);
    }

    [Fact]
    public async Task Kling_TakeThatIsNotThere_IsNotEditedAndCostsNothing()
    {
        var (request, _, model) = await ReadyAsync("kling-v3-omni-direct");
        var edit = set.Catalogue.Find("kling-v3-omni-edit");

        var unknown = await model.SubmitAsync("film/s01/2.1", request with { Model = edit.Name, Source = new(request.StartFrame, "no-such-task", ShotField.Lighting) }, edit, default);
        await set.FaultAsync(new { route = "status", provider = "kling", action = "server_error" });
        var unanswered = await model.SubmitAsync("film/s01/2.2", request with { Model = edit.Name, Source = new(request.StartFrame, "no-such-task", ShotField.Lighting) }, edit, default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, unknown.Outcome);
        Assert.Contains("30 days", unknown.Message);
        Assert.Equal(OutcomeClass.NotAcceptedTerminal, unanswered.Outcome);
        Assert.Empty(await set.LedgerAsync("kling"));
    }

    [Fact]
    public async Task Kling_Omni_TakesReferencesBesideItsFrames()
    {
        var (request, row, model) = await ReadyAsync("kling-v3-omni-direct");
        var picture = new TakeReference(ReferenceKind.Image, request.StartFrame, "the barista");
        var many = Enumerable.Range(1, 6).Select(number => picture with { Purpose = $"number {number}" }).ToList();

        var accepted = await model.SubmitAsync("film/s01/1.1", request with { EndFrame = request.StartFrame, References = [picture] }, row, default);
        var toomany = await model.SubmitAsync("film/s01/1.2", request with { References = many }, row, default);
        var several = await model.SubmitAsync("film/s01/1.3", request with { Cuts = [new("s02", request.Fields, 3)] }, row, default);

        Assert.True(accepted.Job is not null, accepted.Message);
        Assert.Equal((OutcomeClass.NotAcceptedTerminal, OutcomeClass.NotAcceptedTerminal), (toomany.Outcome, several.Outcome));
        Assert.Single(await set.LedgerAsync("kling"));
    }

    [Theory]
    [InlineData("veo-3.1-vertex", "veo-3.1-extend-vertex")]
    [InlineData("veo-3.1-fast-vertex", "veo-3.1-fast-extend-vertex")]
    public async Task Vertex_Extension_IsTheWholeClipBilledByWhatItAdds(string first, string second)
    {
        var (request, row, model) = await ReadyAsync(first);
        var clip = await FetchedAsync(model, "film/s01/1.1", request, row);
        var longer = set.Catalogue.Find(second);

        var extended = request with { Model = second, Seconds = 7, Extends = new(clip.Clip, clip.Facts.Frames) };
        var whole = await FetchedAsync(model, "film/s01/2.1", extended, longer);
        var without = await model.SubmitAsync("film/s01/3.1", request with { Model = second }, longer, default);

        Assert.Equal(clip.Facts.Frames + (7 * 24), whole.Facts.Frames);
        Assert.Equal(OutcomeClass.NotAcceptedTerminal, without.Outcome);
        var charge = (await set.LedgerAsync("vertex")).Single(charge => charge.GetProperty("attempt_id").GetString() == "film/s01/2.1").GetProperty("charged_micro_usd").GetInt64();
        Assert.InRange(longer.PriceOf(extended).Micros - charge, -20, 20);
        Assert.Equal(row.Extension!.With, second);
    }

    [Fact]
    public async Task Runway_PictureThatIsUploaded_IsFilmedAsOneInsideTheRequest()
    {
        var (request, row, _) = await ReadyAsync("runway-gen-4.5");
        var model = new Orchestrator.Providers.Runway.RunwayVideoModel(
            set.Channel, Microsoft.Extensions.Options.Options.Create(new Orchestrator.Providers.Runway.RunwayOptions { Address = set.Server.Runway, Key = "test", InlinePicture = 100 }), set.Assets);

        var (_, facts) = await FetchedAsync(model, "film/s01/1.1", request, row);

        Assert.Equal(request.Seconds * 24, facts.Frames);
    }

    [Fact]
    public async Task Vertex_PictureInTheBucket_IsFilmedAsOneInsideTheRequestAndIsNotTakenForAClip()
    {
        var (request, row, _) = await ReadyAsync("veo-3.1-vertex");
        var model = new Orchestrator.Providers.Vertex.VertexVideoModel(
            set.Channel,
            Microsoft.Extensions.Options.Options.Create(new Orchestrator.Providers.Vertex.VertexOptions { Address = set.Server.Vertex, Storage = set.Server.CloudStorage, Project = "p", Bucket = "films", InlineLimit = 0 }),
            new Orchestrator.Providers.Google.PlayTokens("test"),
            set.Assets,
            TimeProvider.System);

        var before = await model.FindAsync("film/s01/1.1", request, row, DateTime.UtcNow, Nothing, default);
        var (_, facts) = await FetchedAsync(model, "film/s01/1.1", request, row);

        Assert.Equal((OutcomeClass.Ambiguous, request.Seconds * 24), (before.Outcome, facts.Frames));
    }

    [Fact]
    public async Task Gemini_ConversationThatIsNotThere_IsRefusedAndCostsNothing()
    {
        var (request, row, model) = await ReadyAsync("gemini-omni");
        var made = (await model.SubmitAsync("film/s01/1.1", request, row, default)).Job!;
        await FinishedAsync(model, made);
        var edit = set.Catalogue.Find("gemini-omni-edit");
        var stranger = new Orchestrator.Providers.Gemini.GeminiVideoModel(set.Gemini(key: "another account"), set.Assets);

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
    public async Task Gemini_ConversationWithoutAVideoYet_IsRefused()
    {
        var (request, row, model) = await ReadyAsync("gemini-omni");
        await set.FaultAsync(new { route = "submit", provider = "gemini", action = "stuck_queue" });
        var waiting = (await model.SubmitAsync("film/s01/1.1", request, row, default)).Job!;

        var early = await model.SubmitAsync("film/s01/2.1", request with { Model = "gemini-omni-edit", Source = new(request.StartFrame, waiting.RequestId, ShotField.Lighting) }, set.Catalogue.Find("gemini-omni-edit"), default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, early.Outcome);
        Assert.Contains("holds no video", early.Message);
    }

    [Fact]
    public async Task Kling_SameAttemptTwice_IsOneTask()
    {
        var (request, row, model) = await ReadyAsync("kling-v3-pro-direct");

        var first = await model.SubmitAsync("film/s01/1.1", request, row, default);
        var second = await model.SubmitAsync("film/s01/1.1", request, row, default);
        var found = await model.FindAsync("film/s01/1.1", request, row, DateTime.UtcNow, Nothing, default);

        Assert.Equal(OutcomeClass.Ambiguous, second.Outcome);
        Assert.Equal(first.Job!.RequestId, found.Job!.RequestId);
        Assert.Single(await set.LedgerAsync("kling"));
    }

    [Theory]
    [InlineData("rai_filtered", OutcomeClass.Refused)]
    [InlineData("audio_filtered", OutcomeClass.Refused)]
    [InlineData("no_media_generated", OutcomeClass.UnderDelivered)]
    [InlineData("content_policy_violation", OutcomeClass.Refused)]
    public async Task Vertex_BlockedOutput_IsToldApart(string type, OutcomeClass expected)
    {
        var (request, row, model) = await ReadyAsync("veo-3.1-vertex");
        await set.FaultAsync(new { route = "submit", provider = "vertex", action = "fail", error_type = type });
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await FinishedAsync(model, submitted.Job!);

        Assert.Equal(expected, (await model.OutputAsync(submitted.Job!, row, default)).Outcome);
    }

    [Fact]
    public async Task Ark_RealisticFace_IsARefusal()
    {
        var (request, row, model) = await ReadyAsync("seedance-2.0-direct");
        await set.FaultAsync(new { route = "submit", provider = "ark", action = "refuse" });

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);

        Assert.Equal(OutcomeClass.Refused, submitted.Outcome);
        Assert.Contains("PrivacyInformation", submitted.Message);
    }

    [Theory]
    [InlineData(1303, 429, OutcomeClass.NotAcceptedRetryable)]
    [InlineData(1102, 429, OutcomeClass.AuthOrAccount)]
    [InlineData(1301, 400, OutcomeClass.Refused)]
    [InlineData(1002, 401, OutcomeClass.AuthOrAccount)]
    [InlineData(5000, 500, OutcomeClass.Ambiguous)]
    public async Task Kling_Codes_DecideWhatAStatusMeans(int code, int status, OutcomeClass expected)
    {
        var (request, row, model) = await ReadyAsync("kling-v3-pro-direct");
        await set.FaultAsync(new { route = "submit", provider = "kling", action = "answer", status, answer = $"{{\"code\":{code},\"message\":\"m\"}}" });

        Assert.Equal(expected, (await model.SubmitAsync("film/s01/1.1", request, row, default)).Outcome);
    }

    [Theory]
    [InlineData("runway-gen-4.5", "SAFETY.OUTPUT.VIDEO", OutcomeClass.Refused)]
    [InlineData("runway-gen-4.5", "INTERNAL.BAD_OUTPUT.CODE01", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runway-gen-4.5", "ASSET.INVALID", OutcomeClass.NotAcceptedTerminal)]
    public async Task Runway_FailureCodes_AreToldApart(string name, string code, OutcomeClass expected)
    {
        var (request, row, model) = await ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = "runway", action = "fail", error_type = code });
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await FinishedAsync(model, submitted.Job!);

        Assert.Equal(expected, (await model.OutputAsync(submitted.Job!, row, default)).Outcome);
    }

    [Fact]
    public async Task Gemini_Picture_IsDrawnAndEdited()
    {
        var model = new Orchestrator.Providers.Gemini.GeminiImageModel(set.Gemini(), set.Assets);
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
    public async Task Gemini_DownloadThatLeadsElsewhere_IsNotFollowed()
    {
        var (request, row, model) = await ReadyAsync("gemini-omni");
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await FinishedAsync(model, submitted.Job!);
        var output = await model.OutputAsync(submitted.Job!, row, default);
        await set.FaultAsync(new { route = "media", action = "answer", status = 302, location = "http://localhost:9/elsewhere.mp4" });
        using var folder = set.Assets.CreateWorkFolder();

        var exception = await Assert.ThrowsAsync<ProviderException>(() => model.DownloadAsync(output.Clip!, folder.File("clip.mp4"), default));

        Assert.Contains("localhost", exception.Message);
    }

    private async Task<(TakeRequest Request, Orchestrator.Providers.Catalogue.ModelRow Row, IVideoModel Model)> ReadyAsync(string name)
    {
        var row = set.Catalogue.Find(name);
        return (await set.RequestAsync(name, row.Seconds[0]), row, set.Model(row.Provider));
    }

    private async Task<(AssetRef Clip, ClipFacts Facts)> FetchedAsync(IVideoModel model, string attempt, TakeRequest request, Orchestrator.Providers.Catalogue.ModelRow row)
    {
        var submitted = await model.SubmitAsync(attempt, request, row, default);
        Assert.True(submitted.Job is not null, submitted.Message);
        await FinishedAsync(model, submitted.Job);
        var output = await model.OutputAsync(submitted.Job, row, default);
        using var folder = set.Assets.CreateWorkFolder();
        var path = folder.File("clip.mp4");
        Assert.Equal(OutcomeClass.Delivered, await model.DownloadAsync(output.Clip!, path, default));
        var facts = await new ClipProbe(set.Ffmpeg).ReadAsync(path);
        return (await set.Assets.AddFileAsync(path, "video/mp4"), facts!);
    }

    private async Task<SubmitResult> FoundAsync(IVideoModel model, TakeRequest request, DateTime before, bool findable)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var found = await model.FindAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), before, Nothing, patience.Token);
            if (!findable || found.Outcome == OutcomeClass.AcceptedRunning)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    private static async Task FinishedAsync(IVideoModel model, ProviderJob job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await model.StateAsync(job, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
    }
}
