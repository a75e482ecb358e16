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
        var (request, row, model) = await set.ReadyAsync(name);

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        Assert.Equal((OutcomeClass.AcceptedRunning, true), (submitted.Outcome, submitted.Job is not null));
        await model.FinishedAsync(submitted.Job!);
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
        var (request, row, model) = await set.ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "accept_then_reset" });
        var before = DateTime.UtcNow;

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        var found = await FoundAsync(model, request, before, findable);

        Assert.Equal(OutcomeClass.Ambiguous, submitted.Outcome);
        Assert.Equal(findable ? OutcomeClass.AcceptedRunning : OutcomeClass.Ambiguous, found.Outcome);
        Assert.Single(await set.LedgerAsync(row.Provider));
        if (findable)
        {
            await model.FinishedAsync(found.Job!);
            Assert.Equal(OutcomeClass.Delivered, (await model.OutputAsync(found.Job!, row, default)).Outcome);
        }
    }

    [Theory]
    [InlineData("veo-3.1-vertex")]
    [InlineData("kling-v3-pro-direct")]
    [InlineData("seedance-2.0-direct")]
    public async Task Submit_FailedBeforeAcceptance_IsProvenNotAccepted(string name)
    {
        var (request, row, model) = await set.ReadyAsync(name);
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
        var (request, row, model) = await set.ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "rate_limit", retry_after = 7 });

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);

        Assert.Equal((OutcomeClass.NotAcceptedRetryable, 7.0), (submitted.Outcome, submitted.RetryAfterSeconds));
        Assert.Empty(await set.LedgerAsync(row.Provider));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Submit_ForbiddenWords_AreARefusalThatCostsWhatTheProviderTakesForIt(string name)
    {
        var (request, row, model) = await set.ReadyAsync(name);
        request = request with { Fields = request.Fields with { Subject = new("moderation_blocked_test") } };

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        var (outcome, told) = (submitted.Outcome, Money.Zero);
        if (submitted.Job is { } job)
        {
            await model.FinishedAsync(job);
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
        var (request, row, model) = await set.ReadyAsync(name);

        var submitted = await model.SubmitAsync("film/s01/1.1", request with { Seconds = 99 }, row, default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, submitted.Outcome);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Output_FailedJob_MayBeTriedAgain(string name)
    {
        var (request, row, model) = await set.ReadyAsync(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "fail", error_type = "internal_server_error" });

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await model.FinishedAsync(submitted.Job!);

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
        var (request, row, model) = await set.ReadyAsync(name);
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
        var (request, row, model) = await set.ReadyAsync(name);
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await set.FaultAsync(new { route = "status", provider = row.Provider, action = "answer", status = 403, answer = "{}" });

        Assert.Equal(OutcomeClass.AuthOrAccount, (await model.StateAsync(submitted.Job!, default)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Submit_UnknownModel_IsRetiredOrRefusedBeforeItCosts(string name)
    {
        var (request, row, model) = await set.ReadyAsync(name);

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
        var (request, row, model) = await set.ReadyAsync(first);
        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
        await model.FinishedAsync(submitted.Job!);
        var output = await model.OutputAsync(submitted.Job!, row, default);
        using var folder = set.Assets.CreateWorkFolder();
        var path = folder.File("clip.mp4");
        await model.DownloadAsync(output.Clip!, path, default);
        var clip = await set.Assets.AddFileAsync(path, "video/mp4");
        var edit = set.Catalogue.Find(second);

        var edited = await model.SubmitAsync("film/s01/2.1", request with { Model = second, Source = new(clip, submitted.Job!.RequestId, ShotField.Lighting) }, edit, default);
        var without = await model.SubmitAsync("film/s01/3.1", request with { Model = second }, edit, default);

        Assert.True(edited.Job is not null, edited.Message);
        await model.FinishedAsync(edited.Job);
        Assert.Equal(OutcomeClass.Delivered, (await model.OutputAsync(edited.Job, edit, default)).Outcome);
        Assert.Equal(OutcomeClass.NotAcceptedTerminal, without.Outcome);
        Assert.Equal(2, (await set.LedgerAsync(row.Provider)).Count);
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
}
