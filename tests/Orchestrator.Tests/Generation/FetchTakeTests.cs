using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Generation;

/// <summary>An accepted job until its clip is here: how it is waited for, and what it is settled at.</summary>
public sealed class FetchTakeTests : IAsyncLifetime
{
    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync(maxHeight: 32);

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Theory]
    [InlineData("kling-v3-pro-direct", true)]
    [InlineData("gemini-omni", true)]
    [InlineData("runway-gen-4.5", false)]
    public async Task FetchTake_Delivered_IsSettledAtWhatTheProviderTellsAndSaysWhetherItDid(string name, bool reported)
    {
        var row = set.Catalogue.Find(name);
        var request = await set.RequestAsync(name, row.Seconds[0]);
        using var room = new GenerationRoom(set, set.Model(row.Provider));
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(new("film/s01/1.1", request, DateTime.UtcNow)));

        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job!, request)));

        Assert.Equal((OutcomeClass.Delivered, reported), (result.Outcome, result.Take!.ChargeReported));
        Assert.InRange(result.Charged.Micros - Assert.Single(await set.LedgerAsync(row.Provider)).GetProperty("charged_micro_usd").GetInt64(), -20, 20);
        Assert.Equal(result.Charged, result.Take.Charged);
    }

    [Fact]
    public async Task FetchTake_StoppedByRunwaysModeration_IsChargedAsRunwayBillsIt()
    {
        var row = set.Catalogue.Find("runway-gen-4.5");
        var request = await set.RequestAsync(row.Name, row.Seconds[0]);
        await set.FaultAsync(new { route = "submit", provider = "runway", action = "fail", error_type = "SAFETY.OUTPUT.VIDEO" });
        using var room = new GenerationRoom(set, set.Model("runway"));
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(new("film/s01/1.1", request, DateTime.UtcNow)));

        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job!, request)));

        Assert.Equal((OutcomeClass.Refused, row.PriceOf(request), false), (result.Outcome, result.Charged, result.ChargeReported));
    }

    [Fact]
    public async Task FetchTake_FailedJobThatTellsItsUnits_IsChargedAsReported()
    {
        var request = await set.RequestAsync();
        using var room = new GenerationRoom(set, new Failed(new(OutcomeClass.Refused, null, 2, "the picture was blocked after it was made")));

        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(new("film/s01/1.1", request.Model, "r-1", new("https://p.example/s"), new("https://p.example/r"), new("https://p.example/c")), request)));

        Assert.Equal((OutcomeClass.Refused, true, true), (result.Outcome, result.Charged.Micros > 0, result.ChargeReported));
    }

    [Fact]
    public async Task FetchTake_JobThatTakesLong_IsAskedAboutLessAndLessOftenUpToTheLongestPause()
    {
        var request = await set.RequestAsync();
        var model = new Patient(runs: 8);
        var clock = new Hasty();
        using var room = new GenerationRoom(set, model, new PollingOptions(), clock);

        await room.RunAsync(stage => stage.FetchTakeAsync(new(new("film/s01/1.1", request.Model, "r-1", new("https://p.example/s"), new("https://p.example/r"), new("https://p.example/c")), request)));

        Assert.Equal(9, model.Asked);
        // A timer has whole milliseconds.
        Assert.Equal([5000, 7500, 11250, 16875, 25312, 30000, 30000, 30000], clock.Pauses.Select(pause => (int)pause.TotalMilliseconds));
    }

    // Ends at once, with nothing to fetch.
    private sealed class Failed(JobOutput output) : IVideoModel
    {
        public string Provider => "fal";

        public Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken) => Task.FromResult(new JobState(OutcomeClass.Delivered, "ended"));

        public Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken) => Task.FromResult(output);

        public Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is submitted here.");

        public Task<SubmitResult> FindAsync(string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing is looked for here.");

        public Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is fetched here.");

        public Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is cancelled here.");
    }

    // Runs for so many questions, and then is gone.
    private sealed class Patient(int runs) : IVideoModel
    {
        public int Asked { get; private set; }

        public string Provider => "fal";

        public Task<JobState> StateAsync(ProviderJob job, CancellationToken cancellationToken) =>
            Task.FromResult(++Asked > runs ? new JobState(OutcomeClass.AssetGone, "gone") : new(OutcomeClass.AcceptedRunning, "rendering"));

        public Task<SubmitResult> SubmitAsync(string attemptId, TakeRequest request, ModelRow row, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is submitted here.");

        public Task<SubmitResult> FindAsync(string attemptId, TakeRequest request, ModelRow row, DateTime notBefore, IReadOnlySet<string> known, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing is looked for here.");

        public Task<JobOutput> OutputAsync(ProviderJob job, ModelRow row, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is made here.");

        public Task<OutcomeClass> DownloadAsync(Uri address, string path, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is fetched here.");

        public Task<OutcomeClass> CancelAsync(ProviderJob job, CancellationToken cancellationToken) => throw new InvalidOperationException("Nothing is cancelled here.");
    }

    // Writes down every pause and ends it at once.
    private sealed class Hasty : TimeProvider
    {
        public List<TimeSpan> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
                Pauses.Add(dueTime);
            return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
        }
    }
}
