using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Fal;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Fal;

/// <summary>Every endpoint on the catalogue's fal rows, over real HTTP: what is posted is taken, rendered, billed at the row's price and fetched.</summary>
public sealed class FalEndpointTests : IAsyncLifetime
{
    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("kling-v3-standard", 3)]
    [InlineData("kling-v3-text", 3)]
    [InlineData("seedance-2.0-references", 4)]
    [InlineData("veo-3.1-fast", 4)]
    [InlineData("veo-3.1-text", 4)]
    [InlineData("ltx-2.3", 6)]
    [InlineData("ltx-2.3-fast", 6)]
    [InlineData("wan-2.7", 2)]
    [InlineData("wan-2.5", 5)]
    [InlineData("wan-2.2-text", 2)]
    [InlineData("luma-ray-3.2", 5)]
    [InlineData("gemini-omni-fal", 3)]
    public async Task Take_OfEveryRow_IsRenderedAndBilledAtItsPrice(string model, int seconds)
    {
        var request = await set.RequestAsync(model, seconds);
        var row = set.Catalogue.Find(model);

        var (facts, job) = await MakeAsync(request);

        // A model that counts frames counts the first one too.
        Assert.Equal((seconds * 24) + (row.Input.Duration!.StartsWith("frames", StringComparison.Ordinal) ? 1 : 0), facts.Frames);
        Assert.Equal(row.Sound, facts.HasSound);
        var charge = Assert.Single(await set.LedgerAsync("fal"));
        Assert.Equal(row.PriceOf(request).Micros, charge.GetProperty("charged_micro_usd").GetInt64());
        Assert.Equal(job.RequestId, charge.GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task FirstAndLastFrame_BothAreSent()
    {
        var request = await set.RequestAsync("veo-3.1-frames", 4);
        var fal = set.Fal();

        var without = await fal.SubmitAsync("a", request, set.Catalogue.Find(request.Model), default);
        var (facts, _) = await MakeAsync(request with { EndFrame = request.StartFrame });

        Assert.Equal(OutcomeClass.NotAcceptedTerminal, without.Outcome);
        Assert.Equal(96, facts.Frames);
    }

    [Fact]
    public async Task SeveralShots_ComeAsOneClipWithACutBetweenThem()
    {
        var request = await set.RequestAsync("kling-v3-pro", 3);
        request = request with { Cuts = [new("s02", request.Fields with { Environment = request.Fields.Environment with { Setting = "a beach by the sea" } }, 3)] };

        var (facts, _) = await MakeAsync(request);

        Assert.Equal(144, facts.Frames);
        Assert.Equal(set.Catalogue.Find("kling-v3-pro").PriceOf(request).Micros, Assert.Single(await set.LedgerAsync("fal")).GetProperty("charged_micro_usd").GetInt64());
    }

    [Theory]
    [InlineData("ltx-2.3-retake", 72)]
    [InlineData("kling-o3-edit", 72)]
    [InlineData("gemini-omni-fal-edit", 72)]
    public async Task Edit_OfATakeThatWasFetched_IsUploadedAndChangedInPart(string model, int frames)
    {
        var source = await set.RequestAsync("kling-v3-pro", 3);
        var (clip, job) = await FetchAsync(source);

        var (facts, _) = await MakeAsync(source with
        {
            Model = model,
            Seconds = set.Catalogue.Find(model).Seconds[0],
            Fields = source.Fields with { Lighting = source.Fields.Lighting with { ExposureEv = 1.5 } },
            Source = new(clip, job.RequestId, ShotField.Lighting, 1, 1),
        });

        Assert.Equal(frames, facts.Frames);
        Assert.Equal(2, (await set.LedgerAsync("fal")).Count);
    }

    [Theory]
    [InlineData("veo-3.1-extend")]
    [InlineData("veo-3.1-fast-extend")]
    [InlineData("ltx-2.3-extend")]
    public async Task Extension_OfATakeThatWasFetched_IsTheWholeClip(string model)
    {
        var source = await set.RequestAsync("veo-3.1-fast", 4);
        var (clip, _) = await FetchAsync(source);

        var (facts, _) = await MakeAsync(source with { Model = model, Seconds = 7, Extends = new(clip, 96) });

        Assert.Equal(96 + 168, facts.Frames);
        var row = set.Catalogue.Find(model);
        Assert.Equal(row.PriceOf(7, source.Size, true).Micros, (await set.LedgerAsync("fal"))[^1].GetProperty("charged_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Upload_InParts_ArrivesWhole()
    {
        var clip = await set.Assets.AddAsync(Enumerable.Range(0, 70_000).Select(i => (byte)(i * 7)).ToArray(), "video/mp4");
        var options = set.FalOptions();
        (options.PartsFrom, options.PartSize) = (50_000, 16_384);
        var storage = set.FalStorage(options);

        var address = await storage.UploadAsync(clip, default);
        var again = await storage.UploadAsync(clip, default);

        using var http = new HttpClient();
        Assert.Equal(await File.ReadAllBytesAsync(await set.Assets.FileAsync(clip)), await http.GetByteArrayAsync(address));
        Assert.Equal(address, again);
    }

    [Fact]
    public async Task Upload_WithoutTheNewStorage_GoesTheOlderWay()
    {
        await set.FaultAsync(new { route = "upload", action = "server_error", times = 1 });
        var clip = await set.Assets.AddAsync(new byte[] { 1, 2, 3 }, "video/mp4");

        var address = await set.FalStorage(set.FalOptions()).UploadAsync(clip, default);

        using var http = new HttpClient();
        Assert.Equal([1, 2, 3], await http.GetByteArrayAsync(address));
    }

    [Fact]
    public async Task LargePicture_IsUploadedInsteadOfSentInside()
    {
        var request = await set.RequestAsync();
        var options = set.FalOptions();
        options.InlineLimit = 100;

        var submitted = await set.Fal(options).SubmitAsync("a", request, set.Catalogue.Find(request.Model), default);

        Assert.Equal(OutcomeClass.AcceptedRunning, submitted.Outcome);
    }

    [Fact]
    public async Task Headers_AreThoseOfTheOptions()
    {
        var request = await set.RequestAsync();
        var options = set.FalOptions();
        options.StartWithin = TimeSpan.FromMilliseconds(200);
        await set.FaultAsync(new { route = "submit", action = "stuck_queue" });
        var fal = set.Fal(options);
        var row = set.Catalogue.Find(request.Model);

        var submitted = await fal.SubmitAsync("a", request, row, default);
        await FinishedAsync(fal, submitted.Job!);
        var output = await fal.OutputAsync(submitted.Job!, row, default);

        Assert.Equal(OutcomeClass.AcceptedFailedRetryable, output.Outcome);
        var charge = Assert.Single(await set.LedgerAsync("fal"));
        Assert.Equal(charge.GetProperty("charged_micro_usd").GetInt64(), charge.GetProperty("refunded_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Stream_EndsWhenTheJobDoes()
    {
        var request = await set.RequestAsync();
        var fal = set.Fal();
        var submitted = await fal.SubmitAsync("a", request, set.Catalogue.Find(request.Model), default);

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await fal.FollowAsync(submitted.Job!, patience.Token);

        Assert.Equal(OutcomeClass.Delivered, (await fal.StateAsync(submitted.Job!, default)).Outcome);
    }

    [Fact]
    public async Task Picture_IsDrawnByTheQueueAndItsReferencesAreUploaded()
    {
        var options = set.FalOptions();
        var model = new FalImageModel(set.Fal(options), set.FalStorage(options), set.Assets, set.Ffmpeg, TimeProvider.System);
        var row = set.Catalogue.Find("nano-banana-2-fal");

        var drawn = await model.DrawAsync("film/s01/frame.1", "Subject: a cup of coffee\nEnvironment: cafe", new(1280, 720), row, default);
        var edited = await model.DrawAsync("film/s01/frame.2", "Lighting: dark", new(1280, 720), row, default, [await set.Assets.AddAsync(drawn.Png, "image/png")]);

        Assert.Equal((OutcomeClass.Delivered, OutcomeClass.Delivered), (drawn.Outcome, edited.Outcome));
        Assert.True(drawn.Size.Width >= 1280 && drawn.Size.Height >= 720);
        var charges = await set.LedgerAsync("fal");
        Assert.Equal(["fal-ai/nano-banana-2", "fal-ai/nano-banana-2/edit"], charges.Select(charge => charge.GetProperty("endpoint").GetString()));
        Assert.Equal(drawn.Cost.Micros, charges[0].GetProperty("charged_micro_usd").GetInt64());
    }

    private async Task<(AssetRef Clip, ProviderJob Job)> FetchAsync(TakeRequest request)
    {
        var fal = set.Fal();
        var row = set.Catalogue.Find(request.Model);
        var submitted = await fal.SubmitAsync($"film/s01/{request.Model}", request, row, default);
        Assert.True(submitted.Job is not null, submitted.Message);
        await FinishedAsync(fal, submitted.Job);
        var output = await fal.OutputAsync(submitted.Job, row, default);
        Assert.True(output.Clip is not null, output.Message);
        using var folder = set.Assets.CreateWorkFolder();
        var path = folder.File("clip.mp4");
        Assert.Equal(OutcomeClass.Delivered, await fal.DownloadAsync(output.Clip, path, default));
        return (await set.Assets.AddFileAsync(path, "video/mp4"), submitted.Job);
    }

    private async Task<(ClipFacts Facts, ProviderJob Job)> MakeAsync(TakeRequest request)
    {
        var (clip, job) = await FetchAsync(request);
        return ((await new ClipProbe(set.Ffmpeg).ReadAsync(await set.Assets.FileAsync(clip)))!, job);
    }

    private static async Task FinishedAsync(FalVideoModel fal, ProviderJob job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await fal.FollowAsync(job, patience.Token);
        while ((await fal.StateAsync(job, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
    }
}
