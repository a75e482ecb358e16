using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Fal;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Fal;

/// <summary>fal's contract, against a Backlot over real HTTP.</summary>
public sealed class FalVideoModelTests : IAsyncLifetime
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("kling-v3-pro", 3)]
    [InlineData("seedance-2.0", 4)]
    [InlineData("veo-3.1", 4)]
    public async Task Submit_GoodRequest_IsRenderedBilledAndDownloaded(string model, int seconds)
    {
        var request = await set.RequestAsync(model, seconds);
        var row = set.Catalogue.Find(model);
        var fal = set.Fal();

        var submitted = await fal.SubmitAsync("film/s01/1.1", request, row, default);
        Assert.Equal(OutcomeClass.AcceptedRunning, submitted.Outcome);
        await FinishedAsync(fal, submitted.Job!);
        var output = await fal.OutputAsync(submitted.Job!, row, default);
        using var folder = set.Assets.CreateWorkFolder();
        var path = folder.File("clip.mp4");

        Assert.Equal(OutcomeClass.Delivered, await fal.DownloadAsync(output.Clip!, path, default));
        var facts = await new Orchestrator.Media.ClipProbe(set.Ffmpeg).ReadAsync(path);
        Assert.Equal(seconds * 24, facts!.Frames);
        Assert.True(facts.HasSound);
        Assert.Equal(seconds, output.BilledUnits!.Value, 1);
        var charge = Assert.Single(await set.LedgerAsync("fal"));
        Assert.Equal("film/s01/1.1", charge.GetProperty("attempt_id").GetString());
        Assert.Equal(row.PriceOfSeconds(seconds).Micros, charge.GetProperty("charged_micro_usd").GetInt64());
    }

    [Theory]
    [InlineData("accept_then_reset")]
    [InlineData("accept_then_500")]
    [InlineData("accept_then_garble")]
    [InlineData("accept_then_hang")]
    public async Task Submit_AnswerLostAfterAcceptance_IsAmbiguousAndFoundAgain(string fault)
    {
        var request = await set.RequestAsync();
        var row = set.Catalogue.Find(request.Model);
        // Only what never answers is not waited for, and that long enough for a busy machine to take the order.
        var fal = set.Fal(fault == "accept_then_hang" ? TimeSpan.FromSeconds(10) : null);
        await set.FaultAsync(new { route = "submit", provider = "fal", action = fault });
        var before = DateTime.UtcNow;

        var submitted = await fal.SubmitAsync("film/s01/1.1", request, row, default);
        var found = await fal.FindAsync("film/s01/1.1", request, row, before, Nothing, default);

        Assert.Equal(OutcomeClass.Ambiguous, submitted.Outcome);
        Assert.Null(submitted.Job);
        Assert.Equal(OutcomeClass.AcceptedRunning, found.Outcome);
        var charge = Assert.Single(await set.LedgerAsync("fal"));
        Assert.Equal(charge.GetProperty("request_id").GetString(), found.Job!.RequestId);
        await FinishedAsync(fal, found.Job);
    }

    [Theory]
    [InlineData("server_error")]
    [InlineData("unavailable")]
    [InlineData("reset")]
    public async Task Submit_FailedBeforeAcceptance_IsProvenNotAccepted(string fault)
    {
        var request = await set.RequestAsync();
        var row = set.Catalogue.Find(request.Model);
        var fal = set.Fal();
        await set.FaultAsync(new { route = "submit", provider = "fal", action = fault });
        var before = DateTime.UtcNow;

        var submitted = await fal.SubmitAsync("film/s01/1.1", request, row, default);
        var found = await UntilProvenAsync(fal, request, before);

        Assert.Equal(OutcomeClass.Ambiguous, submitted.Outcome);
        Assert.Equal(OutcomeClass.NotAcceptedRetryable, found.Outcome);
        Assert.Empty(await set.LedgerAsync("fal"));
    }

    [Fact]
    public async Task Submit_RateLimited_SaysHowLongToWait()
    {
        var request = await set.RequestAsync();
        await set.FaultAsync(new { route = "submit", provider = "fal", action = "rate_limit", retry_after = 7 });

        var submitted = await set.Fal().SubmitAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), default);

        Assert.Equal(OutcomeClass.NotAcceptedRetryable, submitted.Outcome);
        Assert.Equal(7, submitted.RetryAfterSeconds);
    }

    [Fact]
    public async Task Submit_BadDuration_IsTerminal()
    {
        var request = await set.RequestAsync("veo-3.1", seconds: 5);

        var submitted = await set.Fal().SubmitAsync("film/s01/1.1", request, set.Catalogue.Find("veo-3.1"), default);

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, submitted.Outcome);
    }

    [Fact]
    public async Task Submit_NobodyListens_IsNotAccepted()
    {
        var request = await set.RequestAsync();
        // Port 1 is reserved and nobody serves it.
        var fal = set.Fal(queue: new Uri("http://127.0.0.1:1/"));

        var submitted = await fal.SubmitAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), default);

        Assert.Equal(OutcomeClass.NotAcceptedRetryable, submitted.Outcome);
    }

    [Fact]
    public async Task Output_Refused_IsARefusal()
    {
        var request = await set.RequestAsync();
        var row = set.Catalogue.Find(request.Model);
        var fal = set.Fal();
        await set.FaultAsync(new { route = "submit", provider = "fal", action = "refuse" });

        var submitted = await fal.SubmitAsync("film/s01/1.1", request, row, default);
        var outcome = submitted.Job is { } job ? await OutcomeAsync(fal, job, row) : submitted.Outcome;

        Assert.Equal(OutcomeClass.Refused, outcome);
    }

    [Fact]
    public async Task Download_Expired_IsGone()
    {
        var request = await set.RequestAsync();
        var row = set.Catalogue.Find(request.Model);
        var fal = set.Fal();
        await set.FaultAsync(new { route = "media", action = "expired_media" });
        var submitted = await fal.SubmitAsync("film/s01/1.1", request, row, default);
        await FinishedAsync(fal, submitted.Job!);
        var output = await fal.OutputAsync(submitted.Job!, row, default);
        using var folder = set.Assets.CreateWorkFolder();

        Assert.Equal(OutcomeClass.AssetGone, await fal.DownloadAsync(output.Clip!, folder.File("clip.mp4"), default));
    }

    [Fact]
    public async Task Download_ForeignHost_IsRefusedAndTheKeyStaysHome()
    {
        var exception = await Assert.ThrowsAsync<ProviderException>(() => set.Fal().DownloadAsync(new Uri("https://elsewhere.example/clip.mp4"), "unused", default));

        Assert.Contains("elsewhere.example", exception.Message);
    }

    private async Task<SubmitResult> UntilProvenAsync(FalVideoModel fal, TakeRequest request, DateTime before)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var found = await fal.FindAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), before, Nothing, patience.Token);
            if (found.Outcome != OutcomeClass.Ambiguous)
                return found;
        }
    }

    private static async Task<OutcomeClass> OutcomeAsync(FalVideoModel fal, ProviderJob job, Orchestrator.Providers.Catalogue.ModelRow row)
    {
        await FinishedAsync(fal, job);
        return (await fal.OutputAsync(job, row, default)).Outcome;
    }

    private static async Task FinishedAsync(FalVideoModel fal, ProviderJob job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await fal.StateAsync(job, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
    }
}
