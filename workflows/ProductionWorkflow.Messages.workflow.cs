using Orchestrator.Model;
using Orchestrator.Workflows.Accounts;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

// What people and shots may ask of a running production.
public sealed partial class ProductionWorkflow
{
    private readonly Dictionary<string, ChildWorkflowHandle<ShotWorkflow, ShotResult>> running = [];
    private bool approved;
    private bool paused;
    private string? waiting;

    /// <summary>The production at a glance.</summary>
    [WorkflowQuery]
    public ProductionProgress Progress() => new(
        brief?.Title ?? "",
        stage,
        paused,
        [.. rows.Values.OrderBy(row => row.Number)],
        purse?.Spent ?? default,
        purse?.Reserved ?? default,
        purse?.Budget.Film ?? default,
        waiting) { Stopped = stopped?.Message };

    /// <summary>The storyboard as drawn so far; only its reference sheets while they wait, null before there is anything to look at.</summary>
    [WorkflowQuery]
    public Storyboard? Board() => board ?? (sheets.Count > 0 ? new([]) { Sheets = sheets } : null);

    /// <summary>Lets the production spend money on video.</summary>
    [WorkflowUpdate]
    public Task<string> ApproveStoryboardAsync()
    {
        approved = true;
        return Task.FromResult(sheetsWait ? $"The reference sheets of {brief.Title} are approved." : $"The storyboard of {brief.Title} is approved.");
    }

    /// <summary>Refuses an approval that nobody waits for.</summary>
    [WorkflowUpdateValidator(nameof(ApproveStoryboardAsync))]
    public void ValidateApproveStoryboard()
    {
        if (waiting is null)
            throw new ApplicationFailureException($"No storyboard waits for approval: the production is at {stage}.", "NotWaiting");
    }

    /// <summary>Draws one frame of the storyboard, or one of the reference sheets that wait, again.</summary>
    [WorkflowUpdate]
    public async Task<Frame> RejectFrameAsync(FrameRejection rejection)
    {
        if (sheetsWait)
            return await RedrawSheetAsync(rejection);
        var shot = ShotOf(rejection.ShotId)!;
        if (rejection.ShotId != shot.Id)
        {
            var end = await DrawEndAsync(shot, board!.For(shot.Id), rejection.Note);
            Pin((null, end));
            return end;
        }

        // The end is drawn after the first frame, so it is drawn again after the new one.
        var drawn = await DrawBothAsync(shot, rejection.Note);
        Pin(drawn);
        return drawn.First;
    }

    /// <summary>Refuses to redraw a frame that is unknown or already used.</summary>
    [WorkflowUpdateValidator(nameof(RejectFrameAsync))]
    public void ValidateRejectFrame(FrameRejection rejection)
    {
        if (waiting is null)
            throw new ApplicationFailureException($"Frames can be rejected while the storyboard waits for approval; the production is at {stage}.", "NotWaiting");
        if (sheetsWait)
            ValidateRejectSheet(rejection.ShotId);
        else if (ShotOf(rejection.ShotId) is null)
            throw new ApplicationFailureException(UnknownShot(rejection.ShotId), "UnknownShot");
    }

    /// <summary>Takes a finished shot again: with the one change of a person's note, or from a new seed.</summary>
    [WorkflowUpdate]
    public Task<string> RetakeAsync(RetakeOrder order)
    {
        retakes.Add(order);
        purse.Pay(order.Change?.Read);
        var change = order.Change is { } wish ? $" ({wish.Words})" : "";
        return Task.FromResult($"{order.ShotId} will be taken again before the film is delivered{change}{plan.Following(order.ShotId)}.");
    }

    /// <summary>What the take of a finished shot was asked for, and what the shot asks for; null for a shot that is not finished.</summary>
    [WorkflowQuery]
    public ShotAsked? ShotAsFilmed(string shotId) => ShotOf(shotId) is { } shot && results.GetValueOrDefault(shotId)?.Asked() is { } asked ? new(shot, asked.Request) : null;

    /// <summary>Refuses a retake of a shot that is unknown, not finished, or delivered.</summary>
    [WorkflowUpdateValidator(nameof(RetakeAsync))]
    public void ValidateRetake(RetakeOrder order)
    {
        if (plan is null or { Shots.Count: 0 } || plan.Shots.All(shot => shot.Id != order.ShotId))
            throw new ApplicationFailureException(UnknownShot(order.ShotId), "UnknownShot");
        if (stage is ProductionStage.Reporting or ProductionStage.Done)
            throw new ApplicationFailureException("The film is delivered; start it again with a changed brief.", "TooLate");
        if (!results.ContainsKey(order.ShotId))
            throw new ApplicationFailureException($"{order.ShotId} is not finished yet: wait until it is accepted.", "NotFinished");
    }

    /// <summary>Holds every purchase that has not begun.</summary>
    [WorkflowSignal]
    public async Task PauseAsync()
    {
        paused = true;
        foreach (var shot in running.Values.ToList())
            await ReachAsync(shot.SignalAsync(child => child.PauseAsync()));
    }

    /// <summary>Goes on after a pause.</summary>
    [WorkflowSignal]
    public async Task ResumeAsync()
    {
        paused = false;
        foreach (var shot in running.Values.ToList())
            await ReachAsync(shot.SignalAsync(child => child.ResumeAsync()));
    }

    /// <summary>A shot says where it is.</summary>
    [WorkflowSignal]
    public Task TellAsync(ShotProgress progress)
    {
        rows[progress.ShotId] = progress;
        return Task.CompletedTask;
    }

    /// <summary>A shot asks for the money of one attempt.</summary>
    [WorkflowSignal]
    public async Task ReserveAsync(ReserveTake ask)
    {
        if (!raisable || ask.Beside || Unfinished() is not null)
        {
            await AnswerAsync(ask, Refusal(ask));
            return;
        }

        starved.Add(ask);
        await GrantAsync(ask);
    }

    /// <summary>A shot says what an attempt really cost.</summary>
    [WorkflowSignal]
    public async Task SettleAsync(SettleTake bill)
    {
        purse.Settle(bill);
        await GrantAsync();
    }

    /// <summary>An account's answer to the wish for a place.</summary>
    [WorkflowSignal(AccountDoor.AnswerSignal)]
    public Task AnswerPlaceAsync(PlaceAnswer answer)
    {
        door.Answer(answer);
        return Task.CompletedTask;
    }

    // An id may also be that of a shot's end frame, where it has one.
    private Shot? ShotOf(string id) => plan?.Shots.FirstOrDefault(shot => shot.Id == id || (shot.End is not null && shot.Id + Storyboard.EndMark == id));

    private string UnknownShot(string shotId) => plan is null or { Shots.Count: 0 }
        ? "The film is not planned yet."
        : plan.Without(shotId);

    // A shot that has just ended cannot be reached; it needs nothing any more.
    private static async Task<bool> ReachAsync(Task signal)
    {
        try
        {
            await signal;
            return true;
        }
        catch (FailureException failure) when (!TemporalException.IsCanceledException(failure))
        {
            return false;
        }
    }
}
