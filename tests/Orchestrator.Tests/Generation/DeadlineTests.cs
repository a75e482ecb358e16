using Orchestrator.Generation;
using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Generation;

/// <summary>A job that does not begin, or does not end: when it is taken back or given up, what it costs, and what is told of it meanwhile.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private const string Attempt = "film/s01/1.1";
    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync(maxHeight: 32);

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task FetchTake_JobThatDoesNotBegin_IsTakenBackAndGivenBackAndMayGoElsewhere()
    {
        var (result, _) = await FetchedAsync("stuck_queue", new PollingOptions { StartWithin = TimeSpan.Zero });

        Assert.Equal((OutcomeClass.AcceptedFailedRetryable, true, Money.Zero.Micros), (result.Outcome, result.NotStarted, result.Charged.Micros));
        var (charged, refunded) = await LedgerAsync("fal");
        Assert.Equal(charged, refunded);
    }

    [Fact]
    public async Task FetchTake_JobThatDoesNotBeginAndCannotBeTakenBack_IsWaitedForAndAskedBackOnce()
    {
        await set.FaultAsync(new { route = "submit", provider = "kling", action = "falling_queue", position = 5, step = 1 });
        var (result, _) = await FetchedAsync(null, new PollingOptions { StartWithin = TimeSpan.Zero }, "kling-v3-pro-direct");

        Assert.Equal((OutcomeClass.Delivered, false), (result.Outcome, result.NotStarted));
        var (charged, refunded) = await LedgerAsync("kling");
        Assert.Equal((result.Charged.Micros, 0L), (charged, refunded));
    }

    [Theory]
    [InlineData("stuck_progress", true)]
    [InlineData("stuck_queue", false)]
    public async Task FetchTake_JobThatDoesNotEnd_IsGivenUpAndChargedWhereItMayRun(string action, bool mayRun)
    {
        var options = new PollingOptions { EndWithin = TimeSpan.FromSeconds(1), StartWithin = TimeSpan.FromHours(1) };
        var (result, row) = await FetchedAsync(action, options);

        Assert.Equal((OutcomeClass.AcceptedFailedRetryable, false), (result.Outcome, result.NotStarted));
        Assert.Equal(mayRun ? row.PriceOf(await set.RequestAsync()) : Money.Zero, result.Charged);
        var (charged, refunded) = await LedgerAsync("fal");
        Assert.Equal(charged - refunded, result.Charged.Micros);
    }

    [Fact]
    public async Task FetchTake_WhileItWaits_EachHeartbeatTellsTheLastStatusAndThePlaceInTheQueue()
    {
        List<JobWatch> told = [];
        await set.FaultAsync(new { route = "submit", action = "falling_queue", position = 3, step = 1 });
        using var room = new GenerationRoom(set, set.Fal(Silent())) { Heard = details => told.Add((JobWatch)details[0]!) };
        var request = await set.RequestAsync();
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(new(Attempt, request, DateTime.UtcNow)));

        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job!, request)));

        Assert.Equal(OutcomeClass.Delivered, result.Outcome);
        Assert.Contains(told, watch => watch is { IsQueued: true, Ahead: 2, Status: "queued, 2 ahead" });
        Assert.Contains(told, watch => watch is { IsQueued: false, Ahead: null });
        Assert.Equal(result.QueuedSeconds, told[^1].Queued.TotalSeconds);
    }

    [Fact]
    public async Task FetchTake_ByTheNextWorker_GoesOnWithTheDeadlineAndThePauseOfTheLast()
    {
        await set.FaultAsync(new { route = "submit", action = "stuck_queue" });
        var request = await set.RequestAsync();
        using var room = new GenerationRoom(set, set.Fal(Silent()), new PollingOptions());
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(new(Attempt, request, DateTime.UtcNow)));
        var before = new JobWatch(DateTime.UtcNow.AddMinutes(-11), "queued, 0 ahead", TimeSpan.FromSeconds(30)) { IsQueued = true, Ahead = 0, Queued = TimeSpan.FromMinutes(10) };

        // By its own reckoning it would wait for ten minutes from now on.
        var result = await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job!, request)), before);

        Assert.True(result.NotStarted);
        Assert.InRange(result.QueuedSeconds!.Value, 11 * 60, 12 * 60);
    }

    private async Task<(JobResult Result, Orchestrator.Providers.Catalogue.ModelRow Row)> FetchedAsync(string? action, PollingOptions options, string model = "kling-v3-pro")
    {
        if (action is not null)
            await set.FaultAsync(new { route = "submit", action });
        (options.First, options.Longest) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50));
        var row = set.Catalogue.Find(model);
        var request = await set.RequestAsync(model, row.Seconds[0]);
        using var room = new GenerationRoom(set, row.Provider == "fal" ? set.Fal(Silent()) : set.Model(row.Provider), options);
        var submitted = await room.RunAsync(stage => stage.SubmitTakeAsync(new(Attempt, request, DateTime.UtcNow)));
        return (await room.RunAsync(stage => stage.FetchTakeAsync(new(submitted.Job!, request))), row);
    }

    // Without the stream every change is learned by polling.
    private Orchestrator.Providers.Fal.FalOptions Silent()
    {
        var options = set.FalOptions();
        options.Streams = false;
        return options;
    }

    private async Task<(long Charged, long Refunded)> LedgerAsync(string provider)
    {
        var row = Assert.Single(await set.LedgerAsync(provider));
        return (row.GetProperty("charged_micro_usd").GetInt64(), row.GetProperty("refunded_micro_usd").GetInt64());
    }
}
