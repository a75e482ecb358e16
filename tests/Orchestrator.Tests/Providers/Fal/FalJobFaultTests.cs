using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Fal;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Fal;

/// <summary>What can go wrong with an accepted job of fal's: its queue, its end by every type that fal names, its cancelling, and answers about it.</summary>
public sealed class FalJobFaultTests(FalJobFaultTests.Lot lot) : IClassFixture<FalJobFaultTests.Lot>
{
    // One Backlot serves all of them: most render nothing.
    private readonly BacklotSet set = lot.Set;
    private readonly string attempt = $"film/{Guid.NewGuid():N}/1.1";

    [Theory]
    [InlineData("stuck_queue", true)]
    [InlineData("stuck_progress", false)]
    public async Task Job_Stuck_RunsOnForWhoeverAsksAndItsCancellingIsFreeInTheQueueAlone(string action, bool queued)
    {
        await set.FaultAsync(new { route = "submit", action });
        var (fal, job) = await AcceptedAsync();
        await UntilAsync(fal, job, state => state.IsQueued == queued);

        for (var asked = 0; asked < 3; asked++)
            Assert.Equal((OutcomeClass.AcceptedRunning, queued), await fal.StateAsync(job, default) is var state ? (state.Outcome, state.IsQueued) : default);
        var cancelled = await fal.CancelAsync(job, default);

        Assert.Equal(queued ? OutcomeClass.Cancelled : OutcomeClass.AcceptedRunning, cancelled);
        var (charged, refunded) = await ChargeAsync();
        Assert.Equal(queued ? charged : 0, refunded);
    }

    [Theory]
    [InlineData("falling_queue")]
    [InlineData("runner_lost")]
    public async Task Job_HeldUpOnItsWay_IsDeliveredAndPaidOnce(string action)
    {
        await set.FaultAsync(new { route = "submit", action, position = 5, step = 2 });
        var (fal, job) = await AcceptedAsync();

        Assert.Equal(OutcomeClass.Delivered, await EndAsync(fal, job));
        Assert.Equal(0, (await ChargeAsync()).Refunded);
    }

    [Fact]
    public async Task Job_PastItsStartDeadline_MayGoElsewhereAndIsGivenBack()
    {
        await set.FaultAsync(new { route = "submit", action = "stuck_queue" });
        var options = set.FalOptions();
        options.StartWithin = TimeSpan.FromMinutes(10);
        var (fal, job) = await AcceptedAsync(set.Fal(options));

        await AdvanceAsync(601);

        var output = await OutputAsync(fal, job);
        Assert.Equal((OutcomeClass.AcceptedFailedRetryable, true), (output.Outcome, output.NotStarted));
        var (charged, refunded) = await ChargeAsync();
        Assert.Equal(charged, refunded);
    }

    [Theory]
    // What the platform says.
    [InlineData("request_timeout", null, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("startup_timeout", null, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runner_scheduling_failure", null, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runner_connection_timeout", null, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runner_disconnected", null, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runner_connection_refused", null, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runner_connection_error", null, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runner_incomplete_response", null, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("runner_server_error", null, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("internal_error", true, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("internal_error", false, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("client_disconnected", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("client_cancelled", null, OutcomeClass.Cancelled)]
    [InlineData("bad_request", null, OutcomeClass.NotAcceptedTerminal)]
    // What the model says, and whether it says to try again.
    [InlineData("internal_server_error", true, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("internal_server_error", false, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("generation_timeout", true, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("downstream_service_error", true, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("downstream_service_error", false, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("downstream_service_unavailable", true, OutcomeClass.AcceptedFailedRetryable)]
    [InlineData("content_policy_violation", null, OutcomeClass.Refused)]
    [InlineData("no_media_generated", null, OutcomeClass.UnderDelivered)]
    [InlineData("image_too_small", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("image_too_large", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("image_load_error", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("file_download_error", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("face_detection_error", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("file_too_large", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("greater_than", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("greater_than_equal", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("less_than", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("less_than_equal", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("multiple_of", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("sequence_too_short", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("sequence_too_long", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("one_of", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("missing", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("value_error", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("feature_not_supported", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("unsupported_audio_format", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("unsupported_image_format", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("unsupported_video_format", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("audio_duration_too_long", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("audio_duration_too_short", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("video_duration_too_long", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("video_duration_too_short", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("invalid_archive", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("archive_file_count_below_minimum", null, OutcomeClass.NotAcceptedTerminal)]
    [InlineData("archive_file_count_exceeds_maximum", null, OutcomeClass.NotAcceptedTerminal)]
    public async Task Job_CompletedWithAnError_IsToldByItsTypeAndGivenBack(string type, bool? retryable, OutcomeClass expected)
    {
        await set.FaultAsync(new { route = "submit", action = "fail", error_type = type, retryable });
        var (fal, job) = await AcceptedAsync();

        var output = await OutputAsync(fal, job);
        // Only what its start deadline ended never began.
        Assert.Equal((expected, type == "request_timeout"), (output.Outcome, output.NotStarted));
        var (charged, refunded) = await ChargeAsync();
        Assert.Equal(charged, refunded);
    }

    [Fact]
    public async Task Cancel_WhileTheJobEnds_IsTooLateAndTheClipIsThereAndPaid()
    {
        await set.FaultAsync(new { route = "cancel", action = "cancel_too_late" });
        var (fal, job) = await AcceptedAsync();

        Assert.Equal(OutcomeClass.AcceptedRunning, await fal.CancelAsync(job, default));
        Assert.Equal(OutcomeClass.Delivered, await EndAsync(fal, job));
        Assert.Equal(0, (await ChargeAsync()).Refunded);
    }

    [Theory]
    [InlineData("\uFEFF{\"status\":\"COMPLETED\"}", "application/json")]
    [InlineData("{\"status\":\"COMPLETED\"}", "text/html")]
    [InlineData("{\"status\":\"COMPLETED\"}", "application/json; charset=klingon")]
    public async Task State_ReadableAllTheSame_IsRead(string answer, string type)
    {
        var (fal, job) = await AcceptedAsync();
        await set.FaultAsync(new { route = "status", action = "answer", answer, content_type = type });

        Assert.Equal(OutcomeClass.Delivered, (await fal.StateAsync(job, default)).Outcome);
    }

    [Theory]
    // Larger than any answer may be, and slower than any answer may come.
    [InlineData("{}", 70 * 1024 * 1024, 0)]
    [InlineData("{\"request_id\":\"x\"}", 0, 3600)]
    [InlineData("\uFEFF{\"request_id\":", 0, 0)]
    public async Task Submit_AnswerThatCannotBeRead_IsAmbiguousAndTheJobIsFound(string answer, int padding, int pause)
    {
        var request = await OwnAsync();
        var (fal, row, before) = (set.Fal(pause > 0 ? TimeSpan.FromSeconds(10) : null), set.Catalogue.Find(request.Model), DateTime.UtcNow);
        await set.FaultAsync(new { route = "submit", action = "accept_then_answer", answer, padding, pause });

        var submitted = await fal.SubmitAsync(attempt, request, row, default);
        var found = await fal.FindAsync(attempt, request, row, before, new HashSet<string>(), default);

        Assert.Equal((OutcomeClass.Ambiguous, OutcomeClass.AcceptedRunning), (submitted.Outcome, found.Outcome));
        Assert.Equal((await RowAsync()).GetProperty("request_id").GetString(), found.Job!.RequestId);
    }

    private async Task<(FalVideoModel Fal, ProviderJob Job)> AcceptedAsync(FalVideoModel? model = null)
    {
        var request = await set.RequestAsync();
        var fal = model ?? set.Fal();
        var submitted = await fal.SubmitAsync(attempt, request, set.Catalogue.Find(request.Model), default);
        return (fal, submitted.Job!);
    }

    private async Task<OutcomeClass> EndAsync(FalVideoModel fal, ProviderJob job) => (await OutputAsync(fal, job)).Outcome;

    private async Task<JobOutput> OutputAsync(FalVideoModel fal, ProviderJob job)
    {
        await UntilAsync(fal, job, state => state.Outcome != OutcomeClass.AcceptedRunning);
        return await fal.OutputAsync(job, set.Catalogue.Find("kling-v3-pro"), default);
    }

    private static async Task UntilAsync(FalVideoModel fal, ProviderJob job, Func<JobState, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!reached(await fal.StateAsync(job, patience.Token)))
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
    }

    private async Task<TakeRequest> OwnAsync()
    {
        var request = await set.RequestAsync();
        return request with { Fields = request.Fields with { Subject = new(attempt) } };
    }

    private async Task<(long Charged, long Refunded)> ChargeAsync()
    {
        var row = await RowAsync();
        return (row.GetProperty("charged_micro_usd").GetInt64(), row.GetProperty("refunded_micro_usd").GetInt64());
    }

    private async Task<JsonElement> RowAsync() => Assert.Single(await set.LedgerAsync("fal"), row => row.GetProperty("attempt_id").GetString() == attempt);

    private async Task AdvanceAsync(int seconds)
    {
        using var http = new HttpClient();
        using var moved = await http.PostAsJsonAsync(new Uri(set.Server.Address, "_backlot/clock/advance"), new { seconds });
        moved.EnsureSuccessStatusCode();
    }

    /// <summary>The Backlot of these tests.</summary>
    public sealed class Lot : IAsyncLifetime
    {
        public BacklotSet Set { get; private set; } = null!;

        public async Task InitializeAsync() => Set = await BacklotSet.StartAsync(maxHeight: 32);

        public async Task DisposeAsync() => await Set.DisposeAsync();
    }
}
