using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Generation;

/// <summary>
/// Every fault of a submit, of a poll and of a download, with the worker dying at every point of the purchase: whatever happens, the
/// attempt is delivered and paid once. Worker processes that are really killed are in <c>Durability</c>.
/// </summary>
public sealed class CrashPointTests : IAsyncLifetime
{
    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync(maxHeight: 32);

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("submit", null)]
    [InlineData("submit", "rate_limit")]
    [InlineData("submit", "server_error")]
    [InlineData("submit", "reset")]
    [InlineData("submit", "hang")]
    [InlineData("submit", "accept_then_500")]
    [InlineData("submit", "accept_then_reset")]
    [InlineData("submit", "accept_then_hang")]
    [InlineData("submit", "accept_then_garble")]
    [InlineData("submit", "runner_lost")]
    [InlineData("submit", "falling_queue")]
    [InlineData("status", "server_error")]
    [InlineData("status", "unauthorized")]
    [InlineData("status", "reset")]
    [InlineData("listing", "server_error")]
    [InlineData("result", "rate_limit")]
    [InlineData("media", "interrupted_media")]
    [InlineData("media", "overstated_media")]
    [InlineData("media", "reset")]
    public async Task Attempt_WhereverItsWorkerDies_IsDeliveredAndPaidOnce(string route, string? action)
    {
        foreach (var point in Enum.GetValues<CrashPoint>())
        {
            var attempt = $"film/{point}/1.1";
            if (action is not null)
                await set.FaultAsync(new { route, action, position = 2 });

            // Only what never answers is not waited for, and that long enough for a busy machine to take the order.
            var result = await BoughtAsync(attempt, point, TimeSpan.FromSeconds(action?.EndsWith("hang", StringComparison.Ordinal) == true ? 5 : 60));

            Assert.Equal((point, OutcomeClass.Delivered), (point, result.Outcome));
            var row = Assert.Single(await set.LedgerAsync("fal"), row => row.GetProperty("attempt_id").GetString() == attempt);
            Assert.Equal((point, row.GetProperty("charged_micro_usd").GetInt64() - row.GetProperty("refunded_micro_usd").GetInt64()), (point, result.Charged.Micros));
        }
    }

    // As the workflow does it: sent once; what became of it is looked for before it is sent again; fetched until it is there.
    private async Task<JobResult> BoughtAsync(string attempt, CrashPoint point, TimeSpan within)
    {
        var request = await set.RequestAsync();
        // Every attempt asks for something of its own.
        request = request with { Fields = request.Fields with { Subject = new($"a sailor of the {point}") } };
        var dying = new DyingModel(set.Fal(within), point);
        using var worker = new GenerationRoom(set, dying);
        var job = await SubmittedAsync(worker, new(attempt, request, DateTime.UtcNow), point);
        while (true)
        {
            try
            {
                return await worker.RunAsync(stage => stage.FetchTakeAsync(new(job, request)));
            }
            catch (Exception repeated) when (repeated is WorkerDiedException or HttpRequestException or IOException or OperationCanceledException)
            {
                // Another worker takes it up.
            }
        }
    }

    private static async Task<ProviderJob> SubmittedAsync(GenerationRoom worker, SubmitTakeRequest submit, CrashPoint point)
    {
        while (true)
        {
            var answer = await AnsweredAsync(worker, submit);
            if (answer.Outcome == OutcomeClass.AcceptedRunning && point == CrashPoint.AfterRecord)
                // Written down, and the worker died before the workflow was told: the activity is run again.
                answer = await AnsweredAsync(worker, submit);
            while (answer.Outcome == OutcomeClass.Ambiguous)
                answer = await FoundAsync(worker, submit);
            if (answer.Job is { } job)
                return job;
            Assert.Equal(OutcomeClass.NotAcceptedRetryable, answer.Outcome);
            submit = submit with { NotBefore = DateTime.UtcNow };
        }
    }

    private static async Task<SubmitResult> AnsweredAsync(GenerationRoom worker, SubmitTakeRequest submit)
    {
        try
        {
            return await worker.RunAsync(stage => stage.SubmitTakeAsync(submit));
        }
        catch (WorkerDiedException)
        {
            return new(OutcomeClass.Ambiguous, null, "nobody knows");
        }
    }

    private static async Task<SubmitResult> FoundAsync(GenerationRoom worker, SubmitTakeRequest submit)
    {
        try
        {
            return await worker.RunAsync(stage => stage.FindTakeAsync(submit));
        }
        catch (Exception repeated) when (repeated is HttpRequestException or OperationCanceledException)
        {
            return new(OutcomeClass.Ambiguous, null, "the listing cannot be had");
        }
    }

    /// <summary>Where the worker dies, once.</summary>
    public enum CrashPoint
    {
        BeforePost,
        AfterPostBeforeRecord,
        AfterRecord,
        DuringPoll,
        DuringDownload,
        AfterDownloadBeforeCommit,
    }

    private sealed class WorkerDiedException(CrashPoint point) : Exception($"The worker died: {point}.");

    private sealed class DyingModel(IVideoModel inner, CrashPoint point) : IVideoModel
    {
        private bool dead;

        public string Provider => inner.Provider;

        public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
        {
            DieAt(CrashPoint.BeforePost);
            var answer = await inner.SubmitAsync(attemptId, request, row, cancellationToken);
            DieAt(CrashPoint.AfterPostBeforeRecord);
            return answer;
        }

        public Task<SubmitResult> FindAsync(string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken) =>
            inner.FindAsync(attemptId, request, row, notBefore, known, cancellationToken);

        public async Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken)
        {
            var state = await inner.StateAsync(job, cancellationToken);
            DieAt(CrashPoint.DuringPoll);
            return state;
        }

        public Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken) => inner.OutputAsync(job, row, cancellationToken);

        public async Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken)
        {
            if (point == CrashPoint.DuringDownload && !dead)
                await File.WriteAllBytesAsync(path, new byte[100], cancellationToken);
            DieAt(CrashPoint.DuringDownload);
            var outcome = await inner.DownloadAsync(address, path, cancellationToken);
            DieAt(CrashPoint.AfterDownloadBeforeCommit);
            return outcome;
        }

        public Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => inner.CancelAsync(job, cancellationToken);

        private void DieAt(CrashPoint here)
        {
            if (point != here || dead)
                return;
            dead = true;
            throw new WorkerDiedException(here);
        }
    }
}
