using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>The fault table for every direct provider: the outcome each fault must be told as, and what the ledger must say.</summary>
public sealed class VendorFaultTableTests : IAsyncLifetime
{
    private static readonly string[] Models = ["veo-3.1-vertex", "kling-v3-pro-direct", "seedance-2.0-direct", "runway-gen-4.5", "gemini-omni"];

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("rate_limit", 429, "json", OutcomeClass.NotAcceptedRetryable)]
    [InlineData("rate_limit", 429, "empty", OutcomeClass.NotAcceptedRetryable)]
    [InlineData("server_error", 500, "json", OutcomeClass.Ambiguous)]
    [InlineData("server_error", 502, "html", OutcomeClass.Ambiguous)]
    [InlineData("server_error", 503, "empty", OutcomeClass.Ambiguous)]
    [InlineData("server_error", 504, "html", OutcomeClass.Ambiguous)]
    public Task Submit_FailsBeforeAcceptance_IsToldByStatusAndNotCharged(string action, int status, string body, OutcomeClass expected) =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action, status, body });

            Assert.Equal((row.Name, expected), (row.Name, (await model.SubmitAsync("film/s01/1.1", request, row, default)).Outcome));
            Assert.Empty(await set.LedgerAsync(row.Provider));
        });

    [Fact]
    public Task Submit_GooglesOwn503_IsNotAccepted() =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "unavailable" });
            var expected = row.Provider is "vertex" or "gemini" ? OutcomeClass.NotAcceptedRetryable : OutcomeClass.Ambiguous;

            Assert.Equal((row.Name, expected), (row.Name, (await model.SubmitAsync("film/s01/1.1", request, row, default)).Outcome));
            Assert.Empty(await set.LedgerAsync(row.Provider));
        });

    [Theory]
    [InlineData("reset")]
    [InlineData("hang")]
    public Task Submit_ConnectionLostBeforeAcceptance_IsAmbiguousAndNotCharged(string action) =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action });

            Assert.Equal((row.Name, OutcomeClass.Ambiguous), (row.Name, (await model.SubmitAsync("film/s01/1.1", request, row, default)).Outcome));
            Assert.Empty(await set.LedgerAsync(row.Provider));
        }, LimitOf(action));

    [Theory]
    [InlineData("accept_then_500", null)]
    [InlineData("accept_then_reset", null)]
    [InlineData("accept_then_hang", null)]
    [InlineData("accept_then_garble", null)]
    [InlineData("accept_then_answer", "{}")]
    [InlineData("accept_then_answer", "")]
    [InlineData("accept_then_answer", "<html>ok</html>")]
    public Task Submit_AnswerLostAfterAcceptance_IsAmbiguousAndChargedOnce(string action, string? answer) =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action, answer = answer ?? "" });

            Assert.Equal((row.Name, OutcomeClass.Ambiguous), (row.Name, (await model.SubmitAsync("film/s01/1.1", request, row, default)).Outcome));
            Assert.Single(await set.LedgerAsync(row.Provider));
        }, LimitOf(action));

    [Theory]
    [InlineData(400, OutcomeClass.NotAcceptedTerminal)]
    [InlineData(401, OutcomeClass.AuthOrAccount)]
    [InlineData(403, OutcomeClass.AuthOrAccount)]
    [InlineData(404, OutcomeClass.ModelRetired)]
    [InlineData(410, OutcomeClass.ModelRetired)]
    [InlineData(422, OutcomeClass.NotAcceptedTerminal)]
    public Task Submit_4xx_IsToldByStatusAndNotCharged(int status, OutcomeClass expected) =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "answer", status, answer = "{\"message\":\"no\"}" });

            Assert.Equal((row.Name, expected), (row.Name, (await model.SubmitAsync("film/s01/1.1", request, row, default)).Outcome));
            Assert.Empty(await set.LedgerAsync(row.Provider));
        });

    [Theory]
    [InlineData("unauthorized")]
    [InlineData("locked")]
    public Task Submit_KeyOrAccountIsNotGood_IsTheAccounts(string action) =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action });

            Assert.Equal((row.Name, OutcomeClass.AuthOrAccount), (row.Name, (await model.SubmitAsync("film/s01/1.1", request, row, default)).Outcome));
            Assert.Empty(await set.LedgerAsync(row.Provider));
        });

    [Theory]
    [InlineData("falling_queue")]
    [InlineData("runner_lost")]
    public Task Job_HeldUpOnItsWay_IsDeliveredAndPaidOnce(string action) =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action });
            var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);

            Assert.Equal((row.Name, OutcomeClass.Delivered), (row.Name, await OutcomeAsync(model, row, submitted.Job!)));
            Assert.Single(await set.LedgerAsync(row.Provider));
        });

    [Theory]
    [InlineData("veo-3.1-vertex")]
    [InlineData("gemini-omni")]
    public async Task Submit_GooglesBadKey_IsTheAccountsThough400(string name)
    {
        var row = set.Catalogue.Find(name);
        await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "answer", status = 400, answer = "{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\"}}" });

        Assert.Equal(OutcomeClass.AuthOrAccount, (await set.Model(row.Provider).SubmitAsync("film/s01/1.1", await set.RequestAsync(name, row.Seconds[0]), row, default)).Outcome);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"status\":\"WARMING_UP\"}")]
    [InlineData("not json")]
    public Task State_NobodyKnows_IsAJobThatStillRuns(string answer) =>
        EachAcceptedAsync(async (model, row, job) =>
        {
            await set.FaultAsync(new { route = "status", provider = row.Provider, action = "answer", answer });

            Assert.Equal((row.Name, OutcomeClass.AcceptedRunning), (row.Name, (await model.StateAsync(job, default)).Outcome));
        });

    [Theory]
    [InlineData(401, OutcomeClass.AuthOrAccount)]
    [InlineData(403, OutcomeClass.AuthOrAccount)]
    [InlineData(404, OutcomeClass.AssetGone)]
    public Task State_KeyOrJobGoneWhileItRuns_IsTold(int status, OutcomeClass expected) =>
        EachAcceptedAsync(async (model, row, job) =>
        {
            await set.FaultAsync(new { route = "status", provider = row.Provider, action = "answer", status, answer = "{}" });

            Assert.Equal((row.Name, expected), (row.Name, (await model.StateAsync(job, default)).Outcome));
        });

    [Fact]
    public Task State_ServerFails_IsAskedAgainByWhoeverRetries() =>
        EachAcceptedAsync(async (model, row, job) =>
        {
            await set.FaultAsync(new { route = "status", provider = row.Provider, action = "server_error" });

            await Assert.ThrowsAsync<HttpRequestException>(() => model.StateAsync(job, default));
            Assert.NotEqual(OutcomeClass.AssetGone, (await model.StateAsync(job, default)).Outcome);
        });

    [Fact]
    public Task Job_Refused_IsGivenBackExceptByRunway() =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "refuse" });
            var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
            var outcome = submitted.Job is { } job ? await OutcomeAsync(model, row, job) : submitted.Outcome;

            Assert.Equal((row.Name, OutcomeClass.Refused), (row.Name, outcome));
            // Runway bills what its moderation stops like what succeeds.
            Assert.All(await set.LedgerAsync(row.Provider), charge => Assert.Equal(
                row.Provider == "runway" ? 0 : charge.GetProperty("charged_micro_usd").GetInt64(), charge.GetProperty("refunded_micro_usd").GetInt64()));
        });

    [Fact]
    public Task Job_FailsAndIsChargedAllTheSame_TheLedgerSaysSo() =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "fail", error_type = "internal_server_error", charge = true });
            var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);

            Assert.Equal((row.Name, OutcomeClass.AcceptedFailedRetryable), (row.Name, await OutcomeAsync(model, row, submitted.Job!)));
            var charge = Assert.Single(await set.LedgerAsync(row.Provider));
            Assert.True(charge.GetProperty("charged_micro_usd").GetInt64() > 0);
            Assert.Equal(0, charge.GetProperty("refunded_micro_usd").GetInt64());
        });

    [Fact]
    public Task Cancel_WhileItWaits_GivesTheMoneyBackWhereThereIsAWay() =>
        EachAsync(async (model, row, request) =>
        {
            await set.FaultAsync(new { route = "submit", provider = row.Provider, action = "stuck_queue" });
            var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
            // Neither Vertex nor Kling can be told to stop.
            var expected = row.Provider is "vertex" or "kling" ? OutcomeClass.AcceptedRunning : OutcomeClass.Cancelled;

            Assert.Equal((row.Name, expected), (row.Name, await model.CancelAsync(submitted.Job!, default)));
            var charge = Assert.Single(await set.LedgerAsync(row.Provider));
            Assert.Equal(expected == OutcomeClass.Cancelled, charge.GetProperty("refunded_micro_usd").GetInt64() > 0);
        });

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public Task Media_Gone_IsToldSo(int status) =>
        EachClipAsync(async (model, row, clip, path) =>
        {
            await set.FaultAsync(new { route = "media", provider = row.Provider, action = "answer", status, answer = "" });

            Assert.Equal((row.Name, OutcomeClass.AssetGone), (row.Name, await model.DownloadAsync(clip, path, default)));
        });

    [Theory]
    [InlineData("interrupted_media")]
    [InlineData("overstated_media")]
    [InlineData("reset")]
    public Task Media_CutOff_GoesOnWithWhatIsMissing(string action) =>
        EachClipAsync(async (model, row, clip, path) =>
        {
            await set.FaultAsync(new { route = "media", provider = row.Provider, action });

            Assert.Equal((row.Name, OutcomeClass.Delivered), (row.Name, await model.DownloadAsync(clip, path, default)));
            Assert.NotNull(await new Orchestrator.Media.ClipProbe(set.Ffmpeg).ReadAsync(path));
        });

    [Fact]
    public Task Media_ServerFails_IsFetchedAgainByWhoeverRetries() =>
        EachClipAsync(async (model, row, clip, path) =>
        {
            await set.FaultAsync(new { route = "media", provider = row.Provider, action = "server_error" });

            await Assert.ThrowsAsync<HttpRequestException>(() => model.DownloadAsync(clip, path, default));
            Assert.Equal((row.Name, OutcomeClass.Delivered), (row.Name, await model.DownloadAsync(clip, path, default)));
        });

    [Fact]
    public Task Media_RedirectToAnotherHost_IsNotFollowed() =>
        EachClipAsync(async (model, row, clip, path) =>
        {
            await set.FaultAsync(new { route = "media", provider = row.Provider, action = "answer", status = 302, location = "http://169.254.169.254/latest" });

            await Assert.ThrowsAsync<ProviderException>(() => model.DownloadAsync(clip, path, default));
        });

    [Theory]
    [InlineData("redirected_media")]
    [InlineData("looped_media")]
    public Task Media_LeadsAstray_IsNotFetched(string action) =>
        EachClipAsync(async (model, row, clip, path) =>
        {
            await set.FaultAsync(new { route = "media", provider = row.Provider, action, times = 0 });

            await Assert.ThrowsAsync<ProviderException>(() => model.DownloadAsync(clip, path, default));
        });

    [Fact]
    public async Task Media_NeverSeesAKeyThatIsNotForIt()
    {
        await EachClipAsync(async (model, _, clip, path) => await model.DownloadAsync(clip, path, default));

        Assert.DoesNotContain(await set.JournalAsync(), line => line.GetProperty("kind").GetString() == "credential sent to the CDN");
    }

    // Only what never answers is not waited for, and that long enough for a busy machine to take the order.
    private static TimeSpan? LimitOf(string action) => action.EndsWith("hang", StringComparison.Ordinal) ? TimeSpan.FromSeconds(10) : null;

    private async Task EachAsync(Func<IVideoModel, ModelRow, TakeRequest, Task> check, TimeSpan? callTimeout = null)
    {
        var checks = Models.Select(CheckAsync);
        if (callTimeout is not null)
        {
            // Every provider is one of its own: their limits pass beside each other.
            await Task.WhenAll(checks);
            return;
        }

        foreach (var next in checks)
            await next;

        async Task CheckAsync(string name)
        {
            var row = set.Catalogue.Find(name);
            await check(set.Model(row.Provider, callTimeout), row, await set.RequestAsync(name, row.Seconds[0]));
        }
    }

    private Task EachAcceptedAsync(Func<IVideoModel, ModelRow, ProviderJob, Task> check) =>
        EachAsync(async (model, row, request) =>
        {
            var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);
            Assert.True(submitted.Job is not null, $"{row.Name}: {submitted.Message}");
            await check(model, row, submitted.Job);
        });

    private Task EachClipAsync(Func<IVideoModel, ModelRow, Uri, string, Task> check) =>
        EachAcceptedAsync(async (model, row, job) =>
        {
            await EndedAsync(model, job);
            var output = await model.OutputAsync(job, row, default);
            using var folder = set.Assets.CreateWorkFolder();
            await check(model, row, output.Clip!, folder.File("clip.mp4"));
        });

    private static async Task<OutcomeClass> OutcomeAsync(IVideoModel model, ModelRow row, ProviderJob job)
    {
        await EndedAsync(model, job);
        return (await model.OutputAsync(job, row, default)).Outcome;
    }

    private static async Task EndedAsync(IVideoModel model, ProviderJob job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await model.StateAsync(job, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
    }
}
