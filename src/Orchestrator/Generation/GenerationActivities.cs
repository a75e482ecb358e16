using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Providers.Intents;
using Orchestrator.Workflows.Activities;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Orchestrator.Generation;

/// <summary>Shot and frame to take: route, price, submit once, find what was lost, fetch, cancel.</summary>
internal sealed partial class GenerationActivities(
    ModelCatalogue catalogue,
    ShotRouter router,
    FilmTrials trials,
    SharedChances shared,
    SceneGrouping grouping,
    SceneSplitter splitter,
    SoundKeeper sounds,
    PartJoiner joiner,
    IEnumerable<IVideoModel> models,
    IntentLedger intents,
    ClipProbe clips,
    IAssetStore assets,
    PollingOptions polling,
    JobBell bell,
    TimeProvider clock) : IGenerationActivities
{
    private static CancellationToken Cancelled => ActivityExecutionContext.Current.CancellationToken;

    public async Task<RouteChoice> RouteShotAsync(RouteShotRequest request)
    {
        await shared.GatherAsync();
        var (choice, losers) = router.Choose(request);
        return choice
            ?? throw new ApplicationFailureException(
                $"No model can make shot {request.Shot.Id}: {string.Join("; ", Telling(losers).Select(loser => $"{loser.Model}: {loser.Reason}"))}.", "NoModel", nonRetryable: true);
    }

    // What could be changed in the brief; where there is nothing of the kind, everything.
    private static IReadOnlyList<RouteLoser> Telling(IReadOnlyList<RouteLoser> losers)
    {
        var allowed = losers.Where(loser => loser.Reason != RouteCapability.NotAllowed).ToList();
        var able = allowed.Where(loser => loser.Reason != RouteCapability.OnlyEdits && !loser.Reason.StartsWith(RouteCapability.NoAccount, StringComparison.Ordinal)).ToList();
        return able.Count > 0 ? able : allowed;
    }

    public Task<TakePrice> PriceTakeAsync(PriceTakeRequest request)
    {
        var row = catalogue.Find(request.Request.Model);
        var seconds = row.Step(request.Request.Seconds);
        return Task.FromResult(new TakePrice(row.PriceOf(request.Request with { Seconds = seconds }), seconds) { Account = new(row.Provider, row.Endpoint) });
    }

    public async Task<SubmitResult> SubmitTakeAsync(SubmitTakeRequest request)
    {
        var (mine, intent) = await intents.BeginAsync(request.AttemptId);
        if (!mine)
        {
            return intent.Job is { } known
                ? new(OutcomeClass.AcceptedRunning, known, "accepted before")
                : new(OutcomeClass.Ambiguous, null, "sent before, with the answer lost");
        }

        var (model, row) = ModelOf(request.Request);
        // Once sent it is seen through: a cancellation in the middle would only make the answer unknown.
        var answer = await model.SubmitAsync(request.AttemptId, request.Request, row, CancellationToken.None);
        if (answer.Job is { } job && !await intents.ClaimAsync(job))
            // Another attempt with the same input lost its answer and took this job for its own: its own is there to be found instead.
            return new(OutcomeClass.Ambiguous, null, $"job {job.RequestId} was adopted by another attempt with the same input");
        if (await RecordAsync(request.AttemptId, intent, answer))
            return answer;

        // Given up for dead while it sent, and sent again by another worker: what was bought here is surplus.
        if (answer.Job is { } surplus)
            await model.CancelAsync(surplus, CancellationToken.None);
        return new(OutcomeClass.Ambiguous, null, "another worker took the attempt over");
    }

    public async Task<SubmitResult> FindTakeAsync(SubmitTakeRequest request)
    {
        var (model, row) = ModelOf(request.Request);
        HashSet<string> others = [];
        while (true)
        {
            var intent = await intents.ReadAsync(request.AttemptId, Cancelled);
            if (intent is { State: IntentState.Accepted, Job: { } known })
                return new(OutcomeClass.AcceptedRunning, known, "accepted before");
            var answer = await model.FindAsync(request.AttemptId, request.Request, row, request.NotBefore, others, Cancelled);
            if (answer.Job is { } job && !await intents.ClaimAsync(job))
                others.Add(job.RequestId);
            // When somebody recorded something in the meantime, that is read first.
            else if (await RecordAsync(request.AttemptId, intent, answer))
                return answer;
        }
    }

    public async Task<JobResult> FetchTakeAsync(FetchTakeRequest request)
    {
        var (model, row) = ModelOf(request.Request);
        var (state, watch) = await WaitAsync(model, request.Job);
        var result = state.Outcome == OutcomeClass.Delivered
            ? await CollectAsync(model, row, request)
            : new(state.Outcome, null, ChargedFor(state, row, request.Request), state.Message) { NotStarted = state.NotStarted };
        return result with { QueuedSeconds = watch.Queued.TotalSeconds };
    }

    // A job that may not be asked about any more, or that nobody waits for any longer, runs all the same, and is billed.
    private static Money ChargedFor(JobState state, ModelRow row, TakeRequest request) =>
        state.Outcome == OutcomeClass.AuthOrAccount || state.MayRun ? row.PriceOf(request) : Money.Zero;

    private async Task<JobResult> CollectAsync(IVideoModel model, ModelRow row, FetchTakeRequest request)
    {
        for (var again = false; ; again = true)
        {
            var output = await model.OutputAsync(request.Job, row, Cancelled);
            var charged = output.Charged(row, request.Request);
            var reported = output.Reported(row, request.Request) is not null;
            if (output.Clip is not { } address)
                // 5xx is never billed; what was refused or rejected after it had started may be, and then the provider says so, or its pages do.
                return new(output.Outcome, null, charged, output.Message) { ChargeReported = reported, NotStarted = output.NotStarted };
            var result = await BringInAsync(model, row, request, address, charged, reported) with { ChargeReported = reported };
            // An address lasts for a while; whoever asks for the result again may be given a fresh one.
            if (result.Outcome != OutcomeClass.AssetGone || again)
                return result;
        }
    }

    public async Task<JobResult> CancelTakeAsync(FetchTakeRequest request)
    {
        var (model, row) = ModelOf(request.Request);
        var outcome = await model.CancelAsync(request.Job, Cancelled);
        return outcome == OutcomeClass.Cancelled
            ? new(outcome, null, Money.Zero, "cancelled before it ran")
            : new(OutcomeClass.Cancelled, null, row.PriceOf(request.Request), "cancelled while it ran; the provider may bill it");
    }

    private async Task<JobResult> BringInAsync(IVideoModel model, ModelRow row, FetchTakeRequest request, Uri address, Money charged, bool reported)
    {
        using var folder = assets.CreateWorkFolder();
        var path = folder.File("clip.mp4");
        if (await model.DownloadAsync(address, path, Cancelled) == OutcomeClass.AssetGone)
            return new(OutcomeClass.AssetGone, null, charged, $"the clip of request {request.Job.RequestId} can no longer be fetched");
        if (await clips.ReadAsync(path, Cancelled) is not { } facts)
            return new(OutcomeClass.UnderDelivered, null, charged, "what was delivered is not a video");
        if (request.Request.Source is { } source && !row.Sound && !facts.HasSound)
        {
            await sounds.KeepAsync(source, path, Cancelled);
            facts = await clips.ReadAsync(path, Cancelled) ?? facts;
        }

        var clip = await assets.AddFileAsync(path, "video/mp4", Cancelled);
        var take = new Take(request.Request.ShotId, request.Job.AttemptId, clip, facts, charged, reported) { RequestId = request.Job.RequestId };
        var shortened = PromptCompiler.Shortened(request.Request, row);
        return new(OutcomeClass.Delivered, take, charged, shortened.Count == 0 ? JobResult.Plainly : $"{row.Title} was told the {string.Join(", ", shortened)} in part, for its prompts are short");
    }

    private async Task<bool> RecordAsync(string attemptId, Intent? before, SubmitResult answer) =>
        answer.Outcome == OutcomeClass.Ambiguous
        || await intents.EndAsync(before, new(attemptId, answer.Job is null ? IntentState.NotAccepted : IntentState.Accepted, answer.Job));

    private (IVideoModel Model, ModelRow Row) ModelOf(TakeRequest request)
    {
        var row = catalogue.Find(request.Model);
        return (models.Single(model => model.Provider == row.Provider), row);
    }
}
