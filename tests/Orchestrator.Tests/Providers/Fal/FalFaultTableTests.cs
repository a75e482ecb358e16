using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Fal;

/// <summary>Every way in which a provider goes wrong, scripted: the outcome it must be told as, and what the ledger must say.</summary>
public sealed class FalFaultTableTests : IAsyncLifetime
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("rate_limit", 7, false, 7)]
    [InlineData("rate_limit", 7, true, 7)]
    [InlineData("rate_limit", null, false, 5)]
    public async Task Submit_429_WaitsAsAsked(string action, int? after, bool asDate, double seconds)
    {
        var submitted = await StruckAsync(new { route = "submit", action, retry_after = after, retry_after_date = asDate });

        Assert.Equal(OutcomeClass.NotAcceptedRetryable, submitted.Outcome);
        // A date has whole seconds, and so has the answer's own date, which a server may send up to a second late.
        Assert.InRange(submitted.RetryAfterSeconds, seconds - 1.5, asDate ? seconds + 1.5 : seconds);
        Assert.Empty(await set.LedgerAsync("fal"));
    }

    [Theory]
    [InlineData(500, "json")]
    [InlineData(502, "html")]
    [InlineData(503, "empty")]
    [InlineData(504, "html")]
    public async Task Submit_5xxBeforeAcceptance_IsAmbiguousAndNotCharged(int status, string body)
    {
        var submitted = await StruckAsync(new { route = "submit", action = "server_error", status, body });

        Assert.Equal(OutcomeClass.Ambiguous, submitted.Outcome);
        Assert.Empty(await set.LedgerAsync("fal"));
    }

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("{\"request_id\":\"x\"}", "application/json")]
    [InlineData("not json", "application/json")]
    [InlineData("<html>ok</html>", "text/html")]
    [InlineData("{\"request_id\":\"x\",\"status_url\":\"https://elsewhere.example/s\",\"response_url\":\"https://elsewhere.example/r\",\"cancel_url\":\"https://elsewhere.example/c\"}", "application/json")]
    [InlineData("", "application/json")]
    public async Task Submit_AnswerThatNamesNoJobOfOurs_IsAmbiguousAndTheJobIsFound(string answer, string type)
    {
        var request = await set.RequestAsync();
        await set.FaultAsync(new { route = "submit", action = "accept_then_answer", answer, content_type = type });
        var (fal, row, before) = (set.Fal(), set.Catalogue.Find(request.Model), DateTime.UtcNow);

        var submitted = await fal.SubmitAsync("film/s01/1.1", request, row, default);
        var found = await fal.FindAsync("film/s01/1.1", request, row, before, Nothing, default);

        Assert.Equal((OutcomeClass.Ambiguous, OutcomeClass.AcceptedRunning), (submitted.Outcome, found.Outcome));
        Assert.Equal(Assert.Single(await set.LedgerAsync("fal")).GetProperty("request_id").GetString(), found.Job!.RequestId);
    }

    [Fact]
    public async Task Submit_Hang_IsAmbiguousAfterTheTimeLimit()
    {
        var request = await set.RequestAsync();
        await set.FaultAsync(new { route = "submit", action = "hang" });

        var submitted = await set.Fal(TimeSpan.FromSeconds(10)).SubmitAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), default);

        Assert.Equal(OutcomeClass.Ambiguous, submitted.Outcome);
        Assert.Empty(await set.LedgerAsync("fal"));
    }

    [Theory]
    [InlineData(401, "{\"detail\":\"No user found\"}", OutcomeClass.AuthOrAccount)]
    [InlineData(403, "{\"detail\":\"User is locked. Reason: Exhausted balance.\"}", OutcomeClass.AuthOrAccount)]
    [InlineData(404, "{\"detail\":\"Application not found\"}", OutcomeClass.ModelRetired)]
    [InlineData(422, "{\"detail\":[{\"type\":\"content_policy_violation\"}]}", OutcomeClass.Refused)]
    [InlineData(422, "{\"detail\":[{\"type\":\"one_of\"}]}", OutcomeClass.NotAcceptedTerminal)]
    public async Task Submit_4xx_IsToldByTypeAndNotCharged(int status, string answer, OutcomeClass expected)
    {
        var submitted = await StruckAsync(new { route = "submit", action = "answer", status, answer });

        Assert.Equal(expected, submitted.Outcome);
        Assert.Empty(await set.LedgerAsync("fal"));
    }

    [Theory]
    [InlineData("{\"status\":\"WARMING_UP\"}")]
    [InlineData("{\"status\":\"IN_QUEUE\",\"queue_position\":12654}")]
    [InlineData("{}")]
    [InlineData("not json")]
    public async Task State_NobodyKnows_IsAJobThatStillRuns(string answer)
    {
        var (_, job) = await AcceptedAsync();
        await set.FaultAsync(new { route = "status", action = "answer", answer });

        Assert.Equal(OutcomeClass.AcceptedRunning, (await set.Fal().StateAsync(job, default)).Outcome);
        await AssertChargedOnceAsync();
    }

    [Theory]
    [InlineData("runner_disconnected", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runner_scheduling_failure", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("generation_timeout", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("internal_server_error", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("downstream_service_error", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("downstream_service_unavailable", OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("content_policy_violation", OutcomeClass.Refused)]
    [InlineData("no_media_generated", OutcomeClass.UnderDelivered)]
    [InlineData("image_too_small", OutcomeClass.NotAcceptedTerminal)]
    [InlineData("image_load_error", OutcomeClass.NotAcceptedTerminal)]
    [InlineData("file_too_large", OutcomeClass.NotAcceptedTerminal)]
    [InlineData("feature_not_supported", OutcomeClass.NotAcceptedTerminal)]
    [InlineData("video_duration_too_long", OutcomeClass.NotAcceptedTerminal)]
    public async Task Job_CompletedWithAnError_IsToldByItsTypeAndGivenBack(string type, OutcomeClass expected)
    {
        await set.FaultAsync(new { route = "submit", action = "fail", error_type = type });

        Assert.Equal(expected, await OutcomeAsync());
        var charge = Assert.Single(await set.LedgerAsync("fal"));
        Assert.Equal(charge.GetProperty("charged_micro_usd").GetInt64(), charge.GetProperty("refunded_micro_usd").GetInt64());
    }

    [Fact]
    public async Task Result_200WithAnErrorInItsBody_IsAnError()
    {
        await set.FaultAsync(new { route = "result", action = "answer", status = 200, answer = "{\"detail\":[{\"type\":\"content_policy_violation\",\"msg\":\"no\"}]}" });

        Assert.Equal(OutcomeClass.Refused, await OutcomeAsync());
        await AssertChargedOnceAsync();
    }

    [Fact]
    public async Task Result_200WithoutAVideo_IsUnderDelivered()
    {
        await set.FaultAsync(new { route = "result", action = "answer", status = 200, answer = "{\"video\":null}" });

        Assert.Equal(OutcomeClass.UnderDelivered, await OutcomeAsync());
        await AssertChargedOnceAsync();
    }

    [Theory]
    [InlineData(502, "<html><body>502 Bad Gateway</body></html>")]
    [InlineData(503, "")]
    [InlineData(429, "{\"detail\":\"slow down\"}")]
    [InlineData(200, "{\"video\":{\"ur")]
    public async Task Result_LostOnTheWay_IsAskedForAgain(int status, string answer)
    {
        var (fal, job) = await AcceptedAsync();
        await set.FaultAsync(new { route = "result", action = "answer", status, answer });

        await Assert.ThrowsAsync<HttpRequestException>(() => OutputAsync(fal, job));

        Assert.Equal(OutcomeClass.Delivered, (await OutputAsync(fal, job)).Outcome);
        await AssertChargedOnceAsync();
    }

    [Theory]
    [InlineData(202, "{\"detail\":\"Request cancelled\"}", OutcomeClass.Cancelled)]
    [InlineData(400, "{\"status\":\"ALREADY_COMPLETED\"}", OutcomeClass.AcceptedRunning)]
    [InlineData(404, "{\"status\":\"NOT_FOUND\"}", OutcomeClass.AcceptedRunning)]
    public async Task Cancel_WhateverTheBody_ItsStatusCounts(int status, string answer, OutcomeClass expected)
    {
        await set.FaultAsync(new { route = "submit", action = "stuck_queue" });
        var (_, job) = await AcceptedAsync();
        await set.FaultAsync(new { route = "cancel", action = "answer", status, answer });

        Assert.Equal(expected, await set.Fal().CancelAsync(job, default));
        await AssertChargedOnceAsync();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Media_Gone_IsToldSo(int status)
    {
        await set.FaultAsync(new { route = "media", action = "answer", status, answer = "" });

        Assert.Equal(OutcomeClass.AssetGone, await DownloadAsync());
        await AssertChargedOnceAsync();
    }

    [Fact]
    public async Task Media_ServerFails_IsFetchedAgainByWhoeverRetries()
    {
        await set.FaultAsync(new { route = "media", action = "server_error" });

        await Assert.ThrowsAsync<HttpRequestException>(DownloadAsync);
        Assert.Equal(OutcomeClass.Delivered, await DownloadAsync());
    }

    [Theory]
    [InlineData("slow_media")]
    [InlineData("truncated_media")]
    public async Task Media_OfWhateverKind_IsBroughtInAndLookedAt(string action)
    {
        await set.FaultAsync(new { route = "media", action });

        Assert.Equal(OutcomeClass.Delivered, await DownloadAsync());
        await AssertChargedOnceAsync();
    }

    [Theory]
    [InlineData("https://elsewhere.example/clip.mp4")]
    [InlineData("http://169.254.169.254/latest")]
    public async Task Media_RedirectToAnotherHost_IsNotFollowed(string location)
    {
        await set.FaultAsync(new { route = "media", action = "answer", status = 302, location });

        await Assert.ThrowsAsync<ProviderException>(DownloadAsync);
        await AssertChargedOnceAsync();
    }

    [Fact]
    public async Task Media_RedirectLoop_Ends()
    {
        var (fal, job) = await AcceptedAsync();
        var output = await OutputAsync(fal, job);
        await set.FaultAsync(new { route = "media", action = "answer", status = 302, location = output.Clip!.ToString(), times = 0 });
        using var folder = set.Assets.CreateWorkFolder();

        var exception = await Assert.ThrowsAsync<ProviderException>(() => fal.DownloadAsync(output.Clip, folder.File("clip.mp4"), default));

        Assert.Contains("redirects", exception.Message);
        await AssertChargedOnceAsync();
    }

    [Fact]
    public async Task Media_NeverSeesTheKey()
    {
        await DownloadAsync();

        Assert.DoesNotContain(await set.JournalAsync(), line => line.GetProperty("kind").GetString() == "credential sent to the CDN");
    }

    // Whatever comes of it afterwards: what was sold is on the bill once, and stays there.
    private async Task AssertChargedOnceAsync()
    {
        var charge = Assert.Single(await set.LedgerAsync("fal"));
        Assert.Equal((true, 0L), (charge.GetProperty("charged_micro_usd").GetInt64() > 0, charge.GetProperty("refunded_micro_usd").GetInt64()));
    }

    private async Task<SubmitResult> StruckAsync(object fault)
    {
        var request = await set.RequestAsync();
        await set.FaultAsync(fault);
        return await set.Fal().SubmitAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), default);
    }

    private async Task<(Orchestrator.Providers.Fal.FalVideoModel Fal, ProviderJob Job)> AcceptedAsync()
    {
        var request = await set.RequestAsync();
        var fal = set.Fal();
        var submitted = await fal.SubmitAsync("film/s01/1.1", request, set.Catalogue.Find(request.Model), default);
        return (fal, submitted.Job!);
    }

    private async Task<OutcomeClass> OutcomeAsync()
    {
        var (fal, job) = await AcceptedAsync();
        return (await OutputAsync(fal, job)).Outcome;
    }

    private async Task<JobOutput> OutputAsync(Orchestrator.Providers.Fal.FalVideoModel fal, ProviderJob job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await fal.FollowAsync(job, patience.Token);
        while ((await fal.StateAsync(job, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
        return await fal.OutputAsync(job, set.Catalogue.Find("kling-v3-pro"), default);
    }

    private async Task<OutcomeClass> DownloadAsync()
    {
        var (fal, job) = await AcceptedAsync();
        var output = await OutputAsync(fal, job);
        using var folder = set.Assets.CreateWorkFolder();
        return await fal.DownloadAsync(output.Clip!, folder.File("clip.mp4"), default);
    }
}
