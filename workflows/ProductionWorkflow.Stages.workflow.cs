using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

// The state of a production and the smaller steps of its stages.
public sealed partial class ProductionWorkflow
{
    private const int MostDrawings = 3;

    private readonly AccountDoor door = new();
    private readonly Dictionary<string, ShotProgress> rows = [];
    private readonly Dictionary<string, RouteChoice> routes = [];
    private readonly Dictionary<string, int> versions = [];
    private readonly Dictionary<string, int> rounds = [];
    private readonly Dictionary<string, Task> shooting = [];
    private readonly Dictionary<string, ShotResult> results = [];
    private readonly Dictionary<string, AssetRef> starts = [];
    private readonly HashSet<string> following = [];
    private readonly List<RetakeOrder> retakes = [];
    private FilmPurse purse = null!;
    private FrameQuote framePrice = null!;
    private ProductionStage stage;
    private int drawing;

    // Attempt ids outlive the film: a second production of the same name must never be taken for the first.
    private static string ProductionId => $"{Workflow.Info.WorkflowId}/{Workflow.Info.RunId[..8]}";

    private static string ChildId(string shotId, int round) =>
        round == 1 ? $"{Workflow.Info.WorkflowId}/{shotId}" : $"{Workflow.Info.WorkflowId}/{shotId}/{round}";

    // The frame of a shot, and that of its end, which is drawn after it.
    private async Task<(Frame First, Frame? End)> DrawBothAsync(Shot shot, string? note)
    {
        var first = await DrawCheckedAsync(shot, note);
        return (first, shot.End is null ? null : await DrawEndAsync(shot, first, null));
    }

    // What was drawn again takes its place on the board as it is by then.
    private void Pin((Frame? First, Frame? End) drawn)
    {
        foreach (var frame in new[] { drawn.First, drawn.End }.OfType<Frame>())
            board = board!.With(frame);
    }

    private Task<Frame> DrawCheckedAsync(Shot shot, string? note) => CheckedAsync(shot, () => DrawAsync(shot, note));

    private Task<Frame> DrawEndAsync(Shot shot, Frame first, string? note) => CheckedAsync(shot, () => DrawEndOnceAsync(shot, first, note));

    private async Task<Frame> CheckedAsync(Shot shot, Func<Task<Frame>> draw)
    {
        drawing++;
        try
        {
            for (var drawings = 1; ; drawings++)
            {
                Show(shot, "drawing");
                var frame = await draw();
                var check = await Workflow.ExecuteActivityAsync((IScoringActivities door) => door.CheckFrameAsync(new(frame, shot, brief.Size)), ActivityDefaults.Free);
                Show(shot, check.Passed ? "storyboard ready" : "frame rejected", check.Evidence);
                if (check.Passed || drawings == MostDrawings)
                    return frame;
            }
        }
        finally
        {
            drawing--;
        }
    }

    private Task<Frame> DrawAsync(Shot shot, string? note) => BuyPictureAsync(shot.Id, $"the storyboard frame of {shot.Id}", version =>
    {
        var request = new DrawFrameRequest($"{ProductionId}/{shot.Id}/frame.{version}", shot, framePrice.Model, brief.Size, version, note) { References = ReferencesOf(shot) };
        return (request.AttemptId, options => Workflow.ExecuteActivityAsync((IStoryboardActivities door) => door.DrawFrameAsync(request), options));
    });

    private async Task<Frame> DrawEndOnceAsync(Shot shot, Frame first, string? note)
    {
        var (id, ending) = (shot.Id + Storyboard.EndMark, shot.End!);
        var wish = $"the last frame of the same take: {ending.Beat}; place, light and colours as in the first frame{(note is null ? "" : $"; {note}")}";
        var references = new List<TakeReference> { new(ReferenceKind.Image, first.Image, "the first frame of the same take") };
        references.AddRange(ReferencesOf(shot) ?? []);
        var drawn = await BuyPictureAsync(id, $"the end frame of {shot.Id}", version =>
        {
            var request = new DrawFrameRequest($"{ProductionId}/{shot.Id}/end.{version}", shot with { Fields = ending.Fields }, framePrice.Model, brief.Size, version, wish) { References = references };
            return (request.AttemptId, options => Workflow.ExecuteActivityAsync((IStoryboardActivities door) => door.DrawFrameAsync(request), options));
        });
        return drawn with { ShotId = id };
    }

    // What is drawn again has the next version, so that no attempt id is ever sent twice.
    private async Task<Frame> BuyPictureAsync(string id, string what, Func<int, (string AttemptId, Func<ActivityOptions, Task<DrawResult>> Draw)> order)
    {
        while (true)
        {
            await Workflow.WaitConditionAsync(() => !paused);
            var version = versions[id] = versions.GetValueOrDefault(id) + 1;
            var (attemptId, draw) = order(version);
            await PayPictureAsync(attemptId, what);
            var drawn = await DrawInTurnAsync(id, attemptId, draw);
            purse.SettleFrame(attemptId, drawn.Frame?.Cost ?? (drawn.Outcome == OutcomeClass.Ambiguous ? framePrice.Price : purse.Nothing));
            if (drawn.Frame is { } frame)
                return frame;
            if (drawn.Outcome is not OutcomeClass.NotAcceptedRetryable and not OutcomeClass.Ambiguous and not OutcomeClass.AcceptedFailedRetryable || version > MostDrawings * 3)
                throw Stopped($"{drawn.Outcome}", $"Nothing came of {what}: {drawn.Message}");
            await Workflow.DelayAsync(TimeSpan.FromSeconds(Math.Clamp(drawn.RetryAfterSeconds, 1, 60)));
        }
    }

    private Task<DrawResult> DrawInTurnAsync(string id, string attemptId, Func<ActivityOptions, Task<DrawResult>> draw) => door.InTurnAsync(framePrice.Account, new Turn<DrawResult>(attemptId)
    {
        Tell = message =>
        {
            if (ShotOf(id) is { } shot)
                Show(shot, "drawing", message);
            return Task.CompletedTask;
        },
        Buy = account => SendDrawingAsync(draw, account),
        Closed = place => new(OutcomeClass.NotAcceptedRetryable, null, place.Message, place.RetryAfterSeconds),
        Report = drawn => new(attemptId, drawn.Outcome),
    });

    // An image model answers at once or not at all and offers no way to find a lost answer: it is written off and drawn anew.
    private static async Task<DrawResult> SendDrawingAsync(Func<ActivityOptions, Task<DrawResult>> draw, TakeAccount? account)
    {
        try
        {
            return await draw(ActivityDefaults.PurchaseFrom(account));
        }
        catch (ActivityFailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            return new(OutcomeClass.Ambiguous, null, failure.InnerException?.Message ?? failure.Message);
        }
    }

    private static ApplicationFailureException Stopped(string type, string message) => new(message, type, nonRetryable: true);

    private void Show(Shot shot, string step, string? note = null) => rows[shot.Id] = rows[shot.Id] with { Step = step, Note = note };

    // A retake keeps the earlier attempts in the record, and the earlier clip when the new round brought none.
    private static ShotResult Merge(ShotResult? earlier, ShotResult later)
    {
        if (earlier is null)
            return later;
        var renumbered = later.Attempts.Select(attempt => attempt with
        {
            Number = attempt.Number + earlier.Attempts.Count,
            Parent = attempt.Parent + earlier.Attempts.Count ?? (attempt.Changed is null ? null : earlier.Asked()?.Number),
        });
        var merged = later with
        {
            Attempts = [.. earlier.Attempts, .. renumbered],
            Joined = later.Clip is null ? earlier.Joined : later.Joined?.Select(number => number + earlier.Attempts.Count).ToList(),
            Best = later.Best + earlier.Attempts.Count ?? earlier.Best,
            Clip = later.Clip ?? earlier.Clip,
            Spent = earlier.Spent + later.Spent,
            Notes = [.. earlier.Notes, .. later.Notes],
        };
        return later.Clip is null && earlier.Clip is not null ? merged with { Status = earlier.Status } : merged;
    }

    private (DeliveryStatus Status, string Reason)? Unfinished()
    {
        var shot = results.Values.Where(result => result.Clip is null).OrderBy(result => result.ShotId, StringComparer.Ordinal).FirstOrDefault();
        return shot is null ? null : (StatusOf(shot.Status), $"{shot.ShotId} has no take: {string.Join(" ", shot.Notes)}");
    }

    private static DeliveryStatus StatusOf(ShotStatus status) => status switch
    {
        ShotStatus.StoppedByBudget => DeliveryStatus.StoppedByBudget,
        ShotStatus.Refused => DeliveryStatus.Refused,
        _ => DeliveryStatus.Failed,
    };

    private DeliveryStatus Quality(Film film) =>
        film.Findings.Count == 0 && results.Values.All(result => result.Status == ShotStatus.Accepted)
            ? DeliveryStatus.Completed
            : DeliveryStatus.CompletedWithNotes;

    private string Summary(Film film)
    {
        var noted = results.Values.Count(result => result.Status != ShotStatus.Accepted);
        var shots = $"{Count(plan.Shots.Count, "shot")}, {film.Frames} frames";
        if (noted == 0 && film.Findings.Count == 0)
            return $"Delivered: {shots}.";
        // What there is none of is not counted.
        return $"Delivered with notes: {shots}{(noted == 0 ? "" : $", {noted} under a line")}{(film.Findings.Count == 0 ? "" : $", {Count(film.Findings.Count, "finding")}")}.";
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
