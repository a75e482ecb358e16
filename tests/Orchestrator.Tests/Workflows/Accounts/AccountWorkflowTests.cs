using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows;
using Orchestrator.Workflows.Accounts;
using Orchestrator.Workflows.Activities;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Orchestrator.Tests.Workflows.Accounts;

public sealed class AccountWorkflowTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task SeveralFilms_OnOneAccount_NeverHaveMoreJobsOpenThanItMay()
    {
        var desk = await set.OpenAccountAsync("fal", 2);
        set.Stages.Account = _ => new("fal", "vendor/endpoint");
        var open = new OpenJobs();
        set.Stages.Submit = request => Task.FromResult(open.Begin(FakeStages.Accepted(request)));
        set.Stages.Fetch = request => open.EndAsync(set.Stages.Delivered(request));

        var films = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => set.StartFilmAsync(Briefs.Of(seconds: 24, beats: 4))));
        var deliveries = await Task.WhenAll(films.Select(film => film.GetResultAsync()));

        Assert.All(deliveries, delivery => Assert.Equal(DeliveryStatus.Completed, delivery.Status));
        Assert.Equal(12, set.Stages.Submitted.Count);
        Assert.Equal(2, open.Peak);
        var state = await desk.QueryAsync(account => account.State());
        Assert.Empty(state.Places);
        Assert.Empty(state.Waiting);
        await AssertReplaysAsync(await desk.FetchHistoryAsync());
        await AssertReplaysAsync(await set.Client.GetWorkflowHandle($"{films[0].Id}/s01").FetchHistoryAsync());
    }

    [Fact]
    public async Task Film_CancelledWhileItWaits_LeavesTheQueueAndItsPlaces()
    {
        var desk = await set.OpenAccountAsync("fal", 1);
        set.Stages.Account = _ => new("fal", "vendor/endpoint");
        set.Stages.Fetch = _ => FakeStages.UntilCancelledAsync<JobResult>();
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2));
        var waiting = await FilmSet.UntilAsync(film, progress => progress.Shots.Any(shot => shot.Step == "rendering") && progress.Shots.Any(shot => shot.Step == "waiting" && shot.Note is not null));

        Assert.Contains(waiting.Shots, shot => shot.Note == "waits for fal: 1 of 1 jobs are open, 0 wait before it");
        await film.CancelAsync();
        await Assert.ThrowsAsync<WorkflowFailedException>(() => film.GetResultAsync());

        var state = await desk.QueryAsync(account => account.State());
        Assert.Empty(state.Waiting);
        Assert.Empty(state.Places);
    }

    [Fact]
    public async Task Throttled_Submit_IsRepeatedAndToldToTheAccount()
    {
        var desk = await set.OpenAccountAsync("fal", 4);
        set.Stages.Account = _ => new("fal", "vendor/endpoint");
        var sends = 0;
        set.Stages.Submit = request => Task.FromResult(
            Interlocked.Increment(ref sends) == 1 ? new SubmitResult(OutcomeClass.NotAcceptedRetryable, null, "429", 1) : FakeStages.Accepted(request));

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.InRange((await desk.QueryAsync(account => account.State())).Window, 2, 2.9);
    }

    [Fact]
    public async Task ModelGoesIll_ShotFallsBackToAnotherThatCan_AndSaysWhy()
    {
        var desk = await set.OpenAccountAsync("fal", 4);
        set.Stages.Account = model => new("fal", model);
        set.Stages.Route = Routed;
        set.Stages.Submit = request => Task.FromResult(
            request.Request.Model == "ill" ? new SubmitResult(OutcomeClass.NotAcceptedRetryable, null, "cannot be reached", 1) { Ill = true } : FakeStages.Accepted(request));

        var film = await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1));
        var delivery = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        var shot = Assert.Single(delivery.Shots);
        Assert.Equal(["ill", "well"], shot.Attempts.Select(attempt => attempt.Request.Model));
        Assert.Equal(OutcomeClass.NotAcceptedRetryable, shot.Attempts[0].Outcome);
        Assert.Contains("is left alone for", shot.Attempts[0].Message);
        Assert.Equal(ShotField.Model, shot.Attempts[1].Changed);
        Assert.Equal([ShotField.Model], shot.Attempts[0].Request.Diff(shot.Attempts[1].Request));
        Assert.Contains("given up on ill", shot.Attempts[1].Why);
        Assert.Contains("4 faults in a row", shot.Attempts[1].Why);
        Assert.Equal(Circuit.MostFaults, set.Stages.Submitted.Count(request => request.Request.Model == "ill"));
        Assert.Contains((await desk.QueryAsync(account => account.State())).Circuits, circuit => circuit is { Endpoint: "ill", OpenUntil: not null });
        await AssertReplaysAsync(await set.Client.GetWorkflowHandle($"{film.Id}/s01").FetchHistoryAsync());
    }

    [Theory]
    [InlineData(OutcomeClass.ModelRetired)]
    [InlineData(OutcomeClass.AuthOrAccount)]
    [InlineData(OutcomeClass.NotAcceptedTerminal)]
    [InlineData(OutcomeClass.Refused)]
    public async Task ModelWillNotHaveTheShot_ShotFallsBackToAnotherThatCan(OutcomeClass outcome)
    {
        set.Stages.Route = Routed;
        set.Stages.Submit = request => Task.FromResult(
            request.Request.Model == "ill" ? new SubmitResult(outcome, null, "not with me") : FakeStages.Accepted(request));

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(["ill", "well"], delivery.Shots[0].Attempts.Select(attempt => attempt.Request.Model));
        Assert.Equal(Money.Usd(1), delivery.Shots[0].Spent);
    }

    [Fact]
    public async Task QueueIsTooLong_ShotGoesToAnotherModelAndPaysForThatAlone()
    {
        set.Stages.Route = Routed;
        set.Stages.Fetch = request => Task.FromResult(request.Request.Model == "ill"
            ? new JobResult(OutcomeClass.AcceptedFailedRetryable, null, Money.Usd(0), "not begun within 10 min (queued, 12654 ahead); taken back") { NotStarted = true, QueuedSeconds = 600 }
            : set.Stages.Delivered(request));

        var film = await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1));
        var delivery = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(["ill", "well"], delivery.Shots[0].Attempts.Select(attempt => attempt.Request.Model));
        Assert.Contains("12654 ahead", delivery.Shots[0].Attempts[1].Why);
        Assert.Equal(Money.Usd(1), delivery.Shots[0].Spent);
        await AssertReplaysAsync(await set.Client.GetWorkflowHandle($"{film.Id}/s01").FetchHistoryAsync());
    }

    [Fact]
    public async Task EveryModelRefusesTheShot_IsAskedTwiceAndNoMore()
    {
        set.Stages.Route = request => Task.FromResult(Choice($"model-{request.Excluded.Count}"));
        set.Stages.Submit = _ => Task.FromResult(new SubmitResult(OutcomeClass.Refused, null, "content policy"));

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Refused, delivery.Status);
        Assert.Equal(["model-0", "model-1"], set.Stages.Submitted.Select(request => request.Request.Model));
    }

    private static Task<RouteChoice> Routed(RouteShotRequest request) => Task.FromResult(Choice(request.Excluded.Contains("ill") ? "well" : "ill"));

    private static RouteChoice Choice(string model) => new(model, 6, Money.Usd(1), "expected to cost least", [], model);

    private static async Task AssertReplaysAsync(WorkflowHistory history)
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow<ProductionWorkflow>().AddWorkflow<ShotWorkflow>().AddWorkflow<AccountWorkflow>());
        Assert.Null((await replayer.ReplayWorkflowAsync(history, throwOnReplayFailure: false)).ReplayFailure);
    }

    private sealed class OpenJobs
    {
        private readonly Lock gate = new();
        private int open;

        public int Peak { get; private set; }

        public T Begin<T>(T answer)
        {
            lock (gate)
                Peak = Math.Max(Peak, ++open);
            return answer;
        }

        public async Task<T> EndAsync<T>(T answer)
        {
            // Others get the chance to be faster.
            await Task.Yield();
            lock (gate)
                open--;
            return answer;
        }
    }
}
