using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;
using Orchestrator.Tests.Durability;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Generation;

/// <summary>Several workers and one provider: what is submitted, found, fetched and charged.</summary>
public sealed class GenerationActivitiesTests : IAsyncLifetime
{
    private const string Attempt = "film/s01/1.1";
    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task SubmitTake_BySeveralWorkersAtOnce_IsSentOnce()
    {
        var request = await AskAsync();
        using var one = new GenerationRoom(set);
        using var other = new GenerationRoom(set);

        var answers = await Task.WhenAll(one.RunAsync(stage => stage.SubmitTakeAsync(request)), other.RunAsync(stage => stage.SubmitTakeAsync(request)));

        Assert.Single(await set.LedgerAsync("fal"));
        Assert.Contains(answers, answer => answer.Outcome == OutcomeClass.AcceptedRunning);
        Assert.All(answers, answer => Assert.True(answer.Outcome is OutcomeClass.AcceptedRunning or OutcomeClass.Ambiguous));
    }

    [Fact]
    public async Task SubmitTake_ByAWorkerThatWasGivenUpWhileItSent_CancelsWhatIsSurplus()
    {
        var request = await AskAsync();
        var slow = new SlowModel(set.Fal());
        using var late = new GenerationRoom(set, slow);
        using var successor = new GenerationRoom(set);

        // It has written down that it sends, and stands still before it does; another worker is told to see what became of it.
        var sending = late.RunAsync(stage => stage.SubmitTakeAsync(request));
        await slow.Reached;
        await Until.TrueAsync("the provider has had its time and knows no such job", async () =>
            (await successor.RunAsync(stage => stage.FindTakeAsync(request))).Outcome == OutcomeClass.NotAcceptedRetryable);
        var again = await successor.RunAsync(stage => stage.SubmitTakeAsync(request));
        slow.GoOn();
        var answer = await sending;

        Assert.Equal(OutcomeClass.AcceptedRunning, again.Outcome);
        Assert.Equal((OutcomeClass.Ambiguous, "another worker took the attempt over"), (answer.Outcome, answer.Message));
        Assert.Equal([slow.Bought!.RequestId], slow.Cancelled);
    }

    [Fact]
    public async Task FetchTake_OfAnInpainting_KeepsTheSoundOfTheTakeAndNamesItsJob()
    {
        using var room = new GenerationRoom(set);
        var first = await MadeAsync(room, await AskAsync());
        var mask = await new Orchestrator.Scoring.Repairs.MaskDrawer(set.Assets, set.Ffmpeg).WithMaskAsync(
            (await AskAsync()).Request with { Model = "wan-vace-inpaint", Source = new(first.Clip, "", ShotField.Pose) { Region = new(0.3, 0.1, 0.4, 0.8) } }, first.Facts, default);

        var painted = await MadeAsync(room, new("film/s01/1.2", mask, DateTime.UtcNow));

        Assert.Equal(first.Facts, painted.Facts);
        Assert.True(painted.Facts.HasSound);
        Assert.NotEqual(first.Clip, painted.Clip);
        var charges = await set.LedgerAsync("fal");
        Assert.Equal([first.RequestId, painted.RequestId], charges.Select(charge => charge.GetProperty("request_id").GetString()));
        Assert.Equal(painted.Charged.Micros, charges[1].GetProperty("charged_micro_usd").GetInt64());
        Assert.Equal(set.Catalogue.Find("wan-vace-inpaint").PriceOf(mask), painted.Charged);
    }

    [Fact]
    public async Task StateOfAQueuedJob_SaysHowManyStandBeforeIt()
    {
        await set.FaultAsync(new { route = "submit", action = "stuck_queue", times = 2 });
        var fal = set.Fal();
        var row = set.Catalogue.Find("kling-v3-pro");
        await fal.SubmitAsync("film/s01/1.1", (await AskAsync()).Request, row, default);
        var second = await fal.SubmitAsync("film/s02/1.1", (await AskAsync()).Request, row, default);

        var state = await fal.StateAsync(second.Job!, default);

        Assert.Equal((OutcomeClass.AcceptedRunning, true, 1), (state.Outcome, state.IsQueued, state.Ahead));
    }

    [Fact]
    public async Task FindTake_TwoLostAttemptsWithTheSameInput_EachTakeTheirOwnJob()
    {
        var (first, second) = (await AskAsync(), await AskAsync("film/s02/1.1"));
        await set.FaultAsync(new { route = "submit", action = "accept_then_500", times = 2 });
        using var room = new GenerationRoom(set);
        await room.RunAsync(stage => stage.SubmitTakeAsync(first));
        await room.RunAsync(stage => stage.SubmitTakeAsync(second));

        var found = await Task.WhenAll(room.RunAsync(stage => stage.FindTakeAsync(first)), room.RunAsync(stage => stage.FindTakeAsync(second)));

        Assert.Equal((await set.LedgerAsync("fal")).Select(row => row.GetProperty("request_id").GetString()).Order(), found.Select(answer => answer.Job!.RequestId).Order());
    }

    [Fact]
    public async Task FetchTake_KeyRefusedOnceWhilePolling_IsAskedAgainAndDeliversWhatWasPaidFor()
    {
        var request = await AskAsync();
        using var room = new GenerationRoom(set, set.Fal(Silent()));
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(request));
        await set.FaultAsync(new { route = "status", action = "answer", status = 401, answer = "{\"detail\":\"No user found for Key ID and Secret\"}" });

        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job!, request.Request)));

        Assert.Equal(OutcomeClass.Delivered, result.Outcome);
        var row = Assert.Single(await set.LedgerAsync("fal"));
        Assert.Equal(row.GetProperty("charged_micro_usd").GetInt64(), result.Charged.Micros);
    }

    [Fact]
    public async Task FetchTake_KeyRefusedForGood_IsToldAsTheAccountAndChargedForWhatRuns()
    {
        var request = await AskAsync();
        using var room = new GenerationRoom(set, set.Fal(Silent()));
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(request));
        await set.FaultAsync(new { route = "status", action = "answer", times = 0, status = 401, answer = "{\"detail\":\"No user found for Key ID and Secret\"}" });

        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job!, request.Request)));

        Assert.Equal(OutcomeClass.AuthOrAccount, result.Outcome);
        Assert.Null(result.Take);
        // The provider bills it whether it may be asked or not: the film's own bill must not be below that.
        Assert.True(result.Charged.Micros >= Assert.Single(await set.LedgerAsync("fal")).GetProperty("charged_micro_usd").GetInt64());
    }

    [Theory]
    [InlineData(10, OutcomeClass.Ambiguous)]
    [InlineData(60, OutcomeClass.AcceptedRunning)]
    public async Task SubmitTake_HeadersComeSlowly_IsWaitedForWithinTheLimitAndFoundBeyondIt(int limitSeconds, OutcomeClass outcome)
    {
        var request = await AskAsync();
        await using var slow = await SlowHeaders.BeforeAsync(set.Server.FalQueue, firstByteAfter: limitSeconds == 10 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(300));
        using var room = new GenerationRoom(set, set.Fal(TimeSpan.FromSeconds(limitSeconds), slow.Address));

        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(request));
        using var direct = new GenerationRoom(set);
        var found = await direct.RunAsync(stage => stage.FindTakeAsync(request));

        Assert.Equal(outcome, submitted.Outcome);
        Assert.Equal(OutcomeClass.AcceptedRunning, found.Outcome);
        Assert.Equal(Assert.Single(await set.LedgerAsync("fal")).GetProperty("request_id").GetString(), found.Job!.RequestId);
    }

    private async Task<SubmitTakeRequest> AskAsync(string attempt = Attempt) => new(attempt, await set.RequestAsync(), DateTime.UtcNow);

    // Without the stream every change is learned by polling.
    private Orchestrator.Providers.Fal.FalOptions Silent()
    {
        var options = set.FalOptions();
        options.Streams = false;
        return options;
    }

    private static async Task<Take> MadeAsync(GenerationRoom room, SubmitTakeRequest request)
    {
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(request));
        Assert.True(submitted.Job is not null, submitted.Message);
        var made = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job, request.Request)));
        Assert.True(made.Take is not null, made.Message);
        return made.Take;
    }

    private sealed class SlowModel(IVideoModel inner) : IVideoModel
    {
        private readonly TaskCompletionSource reached = new();
        private readonly TaskCompletionSource go = new();

        public string Provider => inner.Provider;

        public Task Reached => reached.Task;

        public ProviderJob? Bought { get; private set; }

        public List<string> Cancelled { get; } = [];

        public void GoOn() => go.SetResult();

        public async Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken)
        {
            reached.SetResult();
            await go.Task;
            var answer = await inner.SubmitAsync(attemptId, request, row, cancellationToken);
            Bought = answer.Job;
            return answer;
        }

        public Task<SubmitResult> FindAsync(string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken) =>
            inner.FindAsync(attemptId, request, row, notBefore, known, cancellationToken);

        public Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken) => inner.StateAsync(job, cancellationToken);

        public Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken) => inner.OutputAsync(job, row, cancellationToken);

        public Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken) => inner.DownloadAsync(address, path, cancellationToken);

        public Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken)
        {
            Cancelled.Add(job.RequestId);
            return inner.CancelAsync(job, cancellationToken);
        }
    }
}
