using System.Collections.Concurrent;
using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;
using Orchestrator.Workflows;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Workflows;

public sealed class ProductionWorkflowTests : IAsyncLifetime
{
    private FilmSet set = null!;

    public async Task InitializeAsync() => set = await FilmSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Run_NothingFails_DeliversEveryShotInOneAttempt()
    {
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 24, beats: 4));

        var delivery = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(576, delivery.Film!.Frames);
        Assert.All(delivery.Shots, shot => Assert.Equal(ShotStatus.Accepted, shot.Status));
        Assert.Equal(4, set.Stages.Submitted.Count);
        Assert.Equal(set.Stages.TakePrice * 4 + Money.Usd(0.05m) * 4, delivery.Spent);
    }

    [Fact]
    public async Task Run_FailedAttribute_RetriesWithOneFieldChangedFromTheBest()
    {
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, request.Request.Fields.Lighting.ExposureEv == 0 ? ScoredAttribute.Lighting : null);
        set.Stages.Choose = question => Brighter(question.Attempts, question.Best);

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.All(delivery.Shots, shot =>
        {
            Assert.Equal(2, shot.Attempts.Count);
            Assert.Equal(2, shot.Best);
            var retry = shot.Attempts[1];
            Assert.Equal([ShotField.Lighting], shot.Attempts[retry.Parent!.Value - 1].Request.Diff(retry.Request));
            Assert.Equal(ShotField.Lighting, retry.Changed);
        });
    }

    [Fact]
    public async Task Run_NoGain_KeepsTheBestTakeAndSaysSo()
    {
        var takes = 0;
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, ScoredAttribute.Lighting, 2 + Interlocked.Increment(ref takes));
        set.Stages.Choose = question => question.Attempts.Count < 3 ? Brighter(question.Attempts, question.Best) : new(RepairKind.AcceptWithNotes, null, null, null, "two retries without a gain");

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1))).GetResultAsync();

        var shot = Assert.Single(delivery.Shots);
        Assert.Equal(DeliveryStatus.CompletedWithNotes, delivery.Status);
        Assert.Equal(1, shot.Best);
        Assert.Contains("two retries without a gain", shot.Notes);
        Assert.Matches(@"^Delivered with notes: 1 shot, \d+ frames, 1 under a line\.$", delivery.Message);
        Assert.Contains(shot.Notes, note => note.Contains("Lighting is under its line"));
    }

    [Fact]
    public async Task Run_BudgetEndsDuringRepairs_UsesTheBestTakesAndNeverOverspends()
    {
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, ScoredAttribute.Lighting);
        set.Stages.Choose = question => Brighter(question.Attempts, question.Best);
        var brief = Briefs.Of(seconds: 24, beats: 4) with { Budget = new(Money.Usd(6.5m)) };

        var delivery = await (await set.StartFilmAsync(brief)).GetResultAsync();

        Assert.Equal(DeliveryStatus.CompletedWithNotes, delivery.Status);
        Assert.True(delivery.Spent <= brief.Budget.Film, $"{delivery.Spent}");
        Assert.Equal(6, set.Stages.Submitted.Count);
        Assert.Contains(delivery.Shots, shot => shot.Notes.Any(note => note.Contains("cannot pay another take")));
    }

    [Fact]
    public async Task Run_ShotBudget_LimitsRepairsOfOneShot()
    {
        set.Stages.Score = request => FakeStages.Card(request.Take.AttemptId, ScoredAttribute.Lighting);
        set.Stages.Choose = question => Brighter(question.Attempts, question.Best);
        var brief = Briefs.Of(seconds: 12, beats: 2) with { Budget = new(Money.Usd(50), Shot: Money.Usd(3)) };

        var delivery = await (await set.StartFilmAsync(brief)).GetResultAsync();

        Assert.All(delivery.Shots, shot => Assert.Equal(3, shot.Attempts.Count));
    }

    [Fact]
    public async Task Run_AmbiguousSubmit_AdoptsTheJobThatWasFoundAndSendsNothingTwice()
    {
        set.Stages.Submit = _ => Task.FromResult(new SubmitResult(OutcomeClass.Ambiguous, null, "connection reset"));

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Single(set.Stages.Submitted);
    }

    [Fact]
    public async Task Run_AmbiguousSubmitProvenLost_IsSentAgainUnderTheSameAttempt()
    {
        var sends = 0;
        set.Stages.Submit = request => Task.FromResult(Interlocked.Increment(ref sends) == 1
            ? new SubmitResult(OutcomeClass.Ambiguous, null, "connection reset")
            : FakeStages.Accepted(request));
        set.Stages.Find = _ => Task.FromResult(new SubmitResult(OutcomeClass.NotAcceptedRetryable, null, "no such request"));

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(2, set.Stages.Submitted.Count);
        Assert.Single(set.Stages.Submitted.Select(request => request.AttemptId).Distinct());
        Assert.Single(delivery.Shots[0].Attempts);
    }

    [Fact]
    public async Task Run_ShotRefused_StopsBuyingAndEndsAsRefused()
    {
        set.Stages.Fetch = request => Task.FromResult(request.Request.ShotId == "s01"
            ? new JobResult(OutcomeClass.Refused, null, Money.Zero, "content policy")
            : set.Stages.Delivered(request));

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 24, beats: 4))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Refused, delivery.Status);
        Assert.Null(delivery.Film);
        Assert.Contains("s01 has no take", delivery.Message);
        Assert.True(set.Stages.Submitted.Count <= 4);
    }

    [Fact]
    public async Task Run_RunnerLost_TriesANewSeed()
    {
        var fetches = 0;
        set.Stages.Fetch = request => Task.FromResult(Interlocked.Increment(ref fetches) == 1
            ? new JobResult(OutcomeClass.AcceptedFailedRetryable, null, Money.Zero, "runner lost")
            : set.Stages.Delivered(request));

        var delivery = await (await set.StartFilmAsync(Briefs.Of(seconds: 6, beats: 1))).GetResultAsync();

        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
        Assert.Equal(ShotField.Seed, delivery.Shots[0].Attempts[1].Changed);
        Assert.Equal(2, delivery.Shots[0].Best);
    }

    [Fact]
    public async Task Run_ContinuousShot_StartsFromTheLastFrameOfTheOneBefore()
    {
        var brief = Briefs.Of(seconds: 18, beats: 3) with { ContinuousShots = [2] };

        await (await set.StartFilmAsync(brief)).GetResultAsync();

        Assert.Equal(FakeStages.Asset("lasts01"), set.Stages.Submitted.Single(request => request.Request.ShotId == "s02").Request.StartFrame);
        Assert.Equal(FakeStages.Asset("frames03v1"), set.Stages.Submitted.Single(request => request.Request.ShotId == "s03").Request.StartFrame);
    }

    [Fact]
    public async Task Run_ContinuousShot_IsScoredAgainstThePictureThatItStartsFromAndItsStoryboardFrame()
    {
        ConcurrentDictionary<string, ScoreTakeRequest> scored = [];
        set.Stages.Score = request =>
        {
            scored[request.Shot.Id] = request;
            return FakeStages.Card(request.Take.AttemptId, null);
        };

        await (await set.StartFilmAsync(Briefs.Of(seconds: 18, beats: 3) with { ContinuousShots = [2] })).GetResultAsync();

        Assert.Equal((FakeStages.Asset("lasts01"), FakeStages.Asset("frames02v1"), true), (scored["s02"].Reference, scored["s02"].Board, scored["s02"].Chained));
        Assert.Equal((FakeStages.Asset("frames03v1"), null, false), (scored["s03"].Reference, scored["s03"].Board, scored["s03"].Chained));
    }

    [Fact]
    public async Task Retake_ShotThatAnotherGoesOnFrom_TakesThatOneAgainFromItsNewEnd()
    {
        var (cutting, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        set.Stages.Cut = async order =>
        {
            cutting.TrySetResult();
            await release.Task;
            return new(FakeStages.Asset("film"), FakeStages.Asset("poster"), order.Plan.TotalFrames, -14, -1, []);
        };
        var conformed = 0;
        set.Stages.Conform = request => FakeStages.Conformed(request) with { LastFrame = FakeStages.Asset($"end{Interlocked.Increment(ref conformed)}{request.Shot.Id}") };
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 18, beats: 3) with { ContinuousShots = [2] });
        await cutting.Task;

        var answer = await film.ExecuteUpdateAsync(workflow => workflow.RetakeAsync(new("s01", "slower")));
        release.SetResult();
        await film.GetResultAsync();

        Assert.Contains("and s02 after it, which goes on from there", answer);
        var sent = set.Stages.Submitted.Where(request => request.Request.ShotId == "s02").ToList();
        Assert.Equal(2, sent.Count);
        Assert.NotEqual(sent[0].Request.StartFrame, sent[1].Request.StartFrame);
        Assert.Single(set.Stages.Submitted, request => request.Request.ShotId == "s03");
    }

    [Fact]
    public async Task ApproveStoryboard_GateWaits_LetsTheFilmGoOn()
    {
        var film = await set.StartFilmAsync(Briefs.Of() with { StoryboardApproval = new(ApprovalPolicy.Wait) });
        await FilmSet.UntilAsync(film, progress => progress.Waiting is not null);
        Assert.Empty(set.Stages.Submitted);

        var redrawn = await film.ExecuteUpdateAsync(workflow => workflow.RejectFrameAsync(new("s02", "closer")));
        await film.ExecuteUpdateAsync(workflow => workflow.ApproveStoryboardAsync());
        var delivery = await film.GetResultAsync();

        Assert.Equal(2, redrawn.Version);
        Assert.Equal("closer", set.Stages.Drawn.Last().Note);
        Assert.Equal(redrawn.Image, set.Stages.Submitted.Single(request => request.Request.ShotId == "s02").Request.StartFrame);
        Assert.Equal(DeliveryStatus.Completed, delivery.Status);
    }

    [Fact]
    public async Task ApproveStoryboard_NobodyAsked_IsRejectedWithTheReason()
    {
        var film = await set.StartFilmAsync(Briefs.Of() with { StoryboardApproval = new(ApprovalPolicy.Wait) });
        await FilmSet.UntilAsync(film, progress => progress.Waiting is not null);

        var exception = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => film.ExecuteUpdateAsync(workflow => workflow.RejectFrameAsync(new("s99", "?"))));

        Assert.Contains("There is no shot s99", exception.InnerException!.Message);
        await film.TerminateAsync();
    }

    [Fact]
    public async Task Approval_NobodyAnswersInTime_Fails()
    {
        var film = await set.StartFilmAsync(Briefs.Of() with { StoryboardApproval = new(ApprovalPolicy.FailAfter, 0.2) });

        var delivery = await film.GetResultAsync();

        Assert.Equal(DeliveryStatus.Failed, delivery.Status);
        Assert.Contains("Nobody approved", delivery.Message);
        Assert.Empty(set.Stages.Submitted);
    }

    [Fact]
    public async Task Cancel_WhileRendering_CancelsTheJobsAndReleasesWhatIsReserved()
    {
        var begun = new TaskCompletionSource();
        set.Stages.Fetch = _ => FakeStages.UntilCancelledAsync<JobResult>(begun);
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2));
        await begun.Task;
        await FilmSet.UntilAsync(film, progress => progress.Shots.All(shot => shot.Step == "rendering"));

        await film.CancelAsync();
        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => film.GetResultAsync());

        Assert.IsType<CanceledFailureException>(failure.InnerException);
        Assert.Equal(2, set.Stages.Cancelled.Count);
        var last = await film.QueryAsync(workflow => workflow.Progress());
        Assert.Equal(Money.Zero, last.Reserved);
        Assert.Equal(Money.Usd(0.1m), last.Spent);
    }

    [Fact]
    public async Task Pause_BeforePurchase_HoldsUntilResumed()
    {
        var film = await set.StartFilmAsync(Briefs.Of() with { StoryboardApproval = new(ApprovalPolicy.Wait) });
        await FilmSet.UntilAsync(film, progress => progress.Waiting is not null);
        await film.SignalAsync(workflow => workflow.PauseAsync());
        await film.ExecuteUpdateAsync(workflow => workflow.ApproveStoryboardAsync());

        var paused = await FilmSet.UntilAsync(film, progress => progress.Stage == ProductionStage.Shooting);
        Assert.True(paused.Paused);
        Assert.Empty(set.Stages.Submitted);

        await film.SignalAsync(workflow => workflow.ResumeAsync());
        Assert.Equal(DeliveryStatus.Completed, (await film.GetResultAsync()).Status);
    }

    [Fact]
    public async Task Retake_FinishedShot_IsTakenAgainBeforeTheFilmIsDelivered()
    {
        var cutting = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var cuts = 0;
        set.Stages.Cut = async order =>
        {
            cutting.TrySetResult();
            if (Interlocked.Increment(ref cuts) == 1)
                await release.Task;
            return new(FakeStages.Asset("film"), FakeStages.Asset("poster"), order.Plan.TotalFrames, -14, -1, []);
        };
        var film = await set.StartFilmAsync(Briefs.Of(seconds: 12, beats: 2));
        await cutting.Task;

        await film.ExecuteUpdateAsync(workflow => workflow.RetakeAsync(new("s01", "smile more")));
        release.SetResult();
        var delivery = await film.GetResultAsync();

        Assert.Equal(2, cuts);
        Assert.Equal(2, delivery.Shots.Single(shot => shot.ShotId == "s01").Attempts.Count);
        Assert.Single(delivery.Shots.Single(shot => shot.ShotId == "s02").Attempts);
    }

    private static Repair Brighter(IReadOnlyList<Attempt> attempts, int best)
    {
        var parent = attempts[best - 1];
        if (parent.Card!.Failed is null)
            return new(RepairKind.Accept, null, null, null, "passes");
        var light = parent.Request.Fields.Lighting;
        var next = parent.Request with { Fields = parent.Request.Fields with { Lighting = light with { ExposureEv = attempts.Count } } };
        return new(RepairKind.Retry, best, next, ShotField.Lighting, "too dark");
    }
}
