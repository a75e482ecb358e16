using System.Collections.Concurrent;
using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Activities;

namespace Orchestrator.Testing;

/// <summary>
/// All five doors without a world behind them: every answer is computed from the question, and a test may replace any of them.
/// Remembers every purchase.
/// </summary>
public sealed class FakeStages : IPlanningActivities, IStoryboardActivities, IGenerationActivities, IScoringActivities, IAssemblyActivities
{
    private static readonly Money FramePrice = Money.Usd(0.05m);

    /// <summary>Price of one take of any length.</summary>
    public Money TakePrice { get; set; } = Money.Usd(1);

    /// <summary>The account that sells the takes of a model; none as long as a test names none.</summary>
    public Func<string, TakeAccount?> Account { get; set; } = _ => null;

    /// <summary>The account that sells the frames; none as long as a test names none.</summary>
    public TakeAccount? FrameAccount { get; set; }

    /// <summary>Chooses a model.</summary>
    public Func<RouteShotRequest, Task<RouteChoice>> Route { get; set; }

    /// <summary>Attempts that were submitted, in order.</summary>
    public ConcurrentQueue<SubmitTakeRequest> Submitted { get; } = new();

    /// <summary>Jobs that were cancelled.</summary>
    public ConcurrentQueue<string> Cancelled { get; } = new();

    /// <summary>Frames that were drawn, in order.</summary>
    public ConcurrentQueue<DrawFrameRequest> Drawn { get; } = new();

    /// <summary>Reference sheets that were drawn, in order.</summary>
    public ConcurrentQueue<DrawSheetRequest> Sheets { get; } = new();

    /// <summary>Plans the film.</summary>
    public Func<PlanShotsRequest, Task<ShotPlan>> Plan { get; set; } = _ => throw new InvalidOperationException("Set a plan.");

    /// <summary>Draws a frame.</summary>
    public Func<DrawFrameRequest, Task<DrawResult>> Draw { get; set; }

    /// <summary>Answers a submit.</summary>
    public Func<SubmitTakeRequest, Task<SubmitResult>> Submit { get; set; } = request => Task.FromResult(Accepted(request));

    /// <summary>Answers the search for a lost submit.</summary>
    public Func<SubmitTakeRequest, Task<SubmitResult>> Find { get; set; } = request => Task.FromResult(Accepted(request));

    /// <summary>Ends a job.</summary>
    public Func<FetchTakeRequest, Task<JobResult>> Fetch { get; set; }

    /// <summary>Scores a take.</summary>
    public Func<ScoreTakeRequest, ScoreCard> Score { get; set; } = request => Card(request.Take.AttemptId, null);

    /// <summary>Finds shots that are bought together.</summary>
    public Func<GroupShotsRequest, ShotGrouping> Group { get; set; } = request => new(request.Routes, []);

    /// <summary>Chooses the next step.</summary>
    public Func<ChooseRepairRequest, Repair> Choose { get; set; } = _ => new(RepairKind.Accept, null, null, null, "passes");

    /// <summary>Makes a take fit the film.</summary>
    public Func<ConformTakeRequest, ConformedClip> Conform { get; set; } = Conformed;

    /// <summary>Cuts the film.</summary>
    public Func<CutOrder, Task<Film>> Cut { get; set; }

    /// <summary>Fresh doors.</summary>
    public FakeStages()
    {
        Draw = request => Task.FromResult(Drew(request));
        Route = request => Task.FromResult(new RouteChoice(request.Draft ? "draft-model" : "video-model", 6, TakePrice, "the only one", [], "vendor/endpoint") { References = request.References?.Count });
        Fetch = request => Task.FromResult(Delivered(request));
        Cut = order => Task.FromResult(new Film(Asset("film"), Asset("poster"), order.Plan.TotalFrames, -14, -1, []));
    }

    /// <summary>An asset that is nowhere.</summary>
    public static AssetRef Asset(string name) => new(name.PadRight(64, '0'), name.Length, "application/octet-stream");

    /// <summary>A take made to fit the film.</summary>
    public static ConformedClip Conformed(ConformTakeRequest request) => new(
        request.Shot.Id, Asset($"video{request.Take.AttemptId.Length}"), Asset("sound"), request.Shot.Frames, Asset($"last{request.Shot.Id}"));

    /// <summary>A judgement that objects to the subject, or to nothing.</summary>
    public static Judgement Judged(bool objects) => new(
        [new(JudgedAspect.Identity, objects ? Verdict.Fail : Verdict.Pass, 0.9, objects ? "another face" : "the same", [])], "judge/1", [], Money.Usd(0.02m));

    /// <summary>A card that fails one attribute, or none.</summary>
    public static ScoreCard Card(string attemptId, ScoredAttribute? failed, double exceedance = 2) => new(
        attemptId,
        [.. ScoredAttributes.OfEveryTake.Select(attribute => attribute == failed
            ? new AttributeScore(attribute, Verdict.Fail, Math.Pow(2, -exceedance), exceedance, 1, $"{attribute} is off", new Dictionary<string, double>(), [0])
            : new AttributeScore(attribute, Verdict.Pass, 1, 0, 1, "fine", new Dictionary<string, double>(), []))],
        failed,
        "test/1");

    /// <summary>A delivered clip, charged at the price of a take.</summary>
    public JobResult Delivered(FetchTakeRequest request) => new(
        OutcomeClass.Delivered,
        new(request.Request.ShotId, request.Job.AttemptId, Asset($"clip{request.Job.RequestId}"), new(144, 24, request.Request.Size, true), TakePrice, true),
        TakePrice,
        "delivered");

    /// <summary>A drawn frame.</summary>
    public static DrawResult Drew(DrawFrameRequest request) => new(
        OutcomeClass.Delivered,
        new Frame(request.Shot.Id, Asset($"frame{request.Shot.Id}v{request.Version}"), request.Size, request.Model, request.Version, FramePrice),
        "drawn");

    /// <summary>A job for an attempt.</summary>
    public static SubmitResult Accepted(SubmitTakeRequest request)
    {
        var url = new Uri($"http://provider.example/{Uri.EscapeDataString(request.AttemptId)}");
        return new(OutcomeClass.AcceptedRunning, new(request.AttemptId, request.Request.Model, request.AttemptId, url, url, url), "accepted");
    }

    /// <inheritdoc />
    public Task<ShotPlan> PlanShotsAsync(PlanShotsRequest request) => Plan(request);

    /// <inheritdoc />
    public Task<FrameQuote> QuoteFrameAsync(QuoteFrameRequest request) => Task.FromResult(new FrameQuote("image-model", FramePrice) { Account = FrameAccount });

    /// <inheritdoc />
    public Task<DrawResult> DrawFrameAsync(DrawFrameRequest request)
    {
        Drawn.Enqueue(request);
        return Draw(request);
    }

    /// <inheritdoc />
    public Task<DrawResult> DrawSheetAsync(DrawSheetRequest request)
    {
        Sheets.Enqueue(request);
        var sheet = new Frame(request.Likeness.Id, Asset($"sheet{request.Likeness.Id}v{request.Version}"), request.Size, request.Model, request.Version, FramePrice);
        return Task.FromResult(new DrawResult(OutcomeClass.Delivered, sheet, "drawn"));
    }

    /// <inheritdoc />
    public Task<RouteChoice> RouteShotAsync(RouteShotRequest request) => Route(request);

    /// <inheritdoc />
    public Task<ShotGrouping> GroupShotsAsync(GroupShotsRequest request) => Task.FromResult(Group(request));

    /// <inheritdoc />
    public Task<SplitTakes> SplitTakeAsync(SplitTakeRequest request) => Task.FromResult(new SplitTakes([.. request.Group.ShotIds.Select((id, index) => new Take(
        id, $"{request.Take.AttemptId}/{id}", Asset($"part{index}"), new(request.Group.Seconds[index] * 24, 24, request.Take.Facts.Size, true), request.Group.Share(request.Take.Charged, index), true))]));

    /// <inheritdoc />
    public Task<Take> TrimPartAsync(TrimPartRequest request) => Task.FromResult(request.Take with
    {
        Clip = Asset($"added{request.Take.AttemptId.Length}{request.Request.Seed}"),
        Facts = request.Take.Facts with { Frames = request.Take.Facts.Frames - (request.Request.Extends?.Frames ?? 1) },
        Whole = request.Request.Extends is null ? null : request.Take.Clip,
    });

    /// <inheritdoc />
    public Task<AssetRef> ReadLastFrameAsync(ReadLastFrameRequest request) => Task.FromResult(Asset("end"));

    /// <inheritdoc />
    public Task<Take> JoinPartsAsync(JoinPartsRequest request) => Task.FromResult(request.Parts[^1] with
    {
        Clip = Asset("joined"),
        Facts = request.Parts[0].Facts with { Frames = request.Parts.Sum(part => part.Facts.Frames) },
        Charged = request.Parts.Select(part => part.Charged).Aggregate((sum, charge) => sum + charge),
    });

    /// <inheritdoc />
    public Task<TakePrice> PriceTakeAsync(PriceTakeRequest request) => Task.FromResult(
        new TakePrice(TakePrice, request.Request.Seconds) { Account = Account(request.Request.Model) });

    /// <inheritdoc />
    public Task<SubmitResult> SubmitTakeAsync(SubmitTakeRequest request)
    {
        Submitted.Enqueue(request);
        return Submit(request);
    }

    /// <inheritdoc />
    public Task<SubmitResult> FindTakeAsync(SubmitTakeRequest request) => Find(request);

    /// <inheritdoc />
    public Task<JobResult> FetchTakeAsync(FetchTakeRequest request) => Fetch(request);

    /// <inheritdoc />
    public Task<JobResult> CancelTakeAsync(FetchTakeRequest request)
    {
        Cancelled.Enqueue(request.Job.AttemptId);
        return Task.FromResult(new JobResult(OutcomeClass.Cancelled, null, Money.Zero, "cancelled"));
    }

    /// <inheritdoc />
    public Task<FrameCheck> CheckFrameAsync(CheckFrameRequest request) => Task.FromResult(new FrameCheck(true, "fine"));

    /// <inheritdoc />
    public Task<FrameCheck> CheckSheetAsync(CheckSheetRequest request) => Task.FromResult(new FrameCheck(true, "fine"));

    /// <inheritdoc />
    public Task<ScoreCard> ScoreTakeAsync(ScoreTakeRequest request) => Task.FromResult(Score(request));

    /// <inheritdoc />
    public Task<JudgeQuote> QuoteJudgeAsync(QuoteJudgeRequest request) => Task.FromResult(new JudgeQuote(Money.Usd(0.05m)));

    /// <inheritdoc />
    public Task<Repair> ChooseRepairAsync(ChooseRepairRequest request) => Task.FromResult(Choose(request));

    /// <inheritdoc />
    public Task<ConformedClip> ConformTakeAsync(ConformTakeRequest request) => Task.FromResult(Conform(request));

    /// <inheritdoc />
    public Task<Film> CutFilmAsync(CutOrder request) => Cut(request);

    /// <inheritdoc />
    public Task<AssetRef> WriteReportAsync(ReportOrder request) => Task.FromResult(Asset("report"));

    /// <summary>Waits in an activity until it is cancelled.</summary>
    public static async Task<T> UntilCancelledAsync<T>(TaskCompletionSource? begun = null)
    {
        begun?.TrySetResult();
        var context = ActivityExecutionContext.Current;
        var cancelled = Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        while (await Task.WhenAny(cancelled, Task.Delay(TimeSpan.FromMilliseconds(100))) != cancelled)
            context.Heartbeat();
        await cancelled;
        throw new InvalidOperationException("The wait ended by itself.");
    }
}
