using Orchestrator.Model;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

// What happens when the money does not reach: the film keeps what it has and waits until more is granted.
public sealed partial class ProductionWorkflow
{
    private readonly List<ReserveTake> starved = [];
    private bool raisable;
    private bool stopping;
    private int raises;
    private int unpaidPictures;
    private Delivery? stopped;

    /// <summary>How far the film came before the budget stopped it; null while it goes on.</summary>
    [WorkflowQuery]
    public Delivery? SoFar() => stopped;

    /// <summary>Grants more money; a film that the budget stopped goes on.</summary>
    [WorkflowUpdate]
    public async Task<string> RaiseBudgetAsync(BudgetRaise raise)
    {
        var before = purse.Budget;
        purse.Raise(raise);
        if (purse.Budget != before)
        {
            raises++;
            (stopping, stopped) = (false, null);
            await GrantAsync();
        }

        return $"{brief.Title} may spend {purse.Budget.Film}; {purse.Spent} is spent.";
    }

    /// <summary>Refuses a raise that lowers a limit, or comes too late.</summary>
    [WorkflowUpdateValidator(nameof(RaiseBudgetAsync))]
    public void ValidateRaiseBudget(BudgetRaise raise)
    {
        if (purse is null)
            throw new ApplicationFailureException("The film has not begun yet.", "TooEarly");
        if (stage is ProductionStage.Reporting or ProductionStage.Done)
            throw new ApplicationFailureException("The film has ended.", "TooLate");
        if (raise.WhyNot(purse.Budget) is { } reason)
            throw new ApplicationFailureException(reason, "NoRaise");
    }

    // Nothing is bought before the whole film can be paid, with one take of each shot.
    private async Task<string?> AffordAsync()
    {
        while (await QuoteAsync() is { } tooDear)
        {
            if (!raisable)
                return tooDear.Reason;
            await StopAsync(tooDear);
        }

        return null;
    }

    // Says how far the film came, once, and waits for a raise, or until there is nothing left to wait for.
    private async Task StopAsync(Shortage shortage, Func<bool>? over = null)
    {
        var seen = raises;
        if (!stopping)
        {
            stopping = true;
            var report = await ReportAsync(DeliveryStatus.StoppedByBudget, null, shortage.Reason);
            if (raises == seen)
                stopped = report with { Enough = shortage.Enough };
        }

        await Workflow.WaitConditionAsync(() => raises > seen || over?.Invoke() == true, over is null ? Workflow.CancellationToken : CancellationToken.None);
    }

    // Pictures that are being drawn are seen through before the film counts as stopped.
    private async Task PayPictureAsync(string attemptId, string what)
    {
        while (purse.ReserveFrame(attemptId, what, framePrice.Price) is { } shortage)
        {
            // A person who wants a picture drawn again is told at once.
            if (!raisable || waiting is not null)
                throw Stopped(nameof(DeliveryStatus.StoppedByBudget), shortage.Reason);
            var seen = raises;
            unpaidPictures++;
            await Workflow.WaitConditionAsync(() => raises > seen || unpaidPictures == drawing);
            if (raises == seen)
                await StopAsync(shortage);
            unpaidPictures--;
        }
    }

    // While shots run, money may come back from one of them; when all that are left wait for money, it is decided.
    private async Task FeedAsync(IReadOnlyList<Shot> shots)
    {
        bool Over() => shots.All(shot => shooting[shot.Id].IsCompleted);
        while (true)
        {
            await Workflow.WaitConditionAsync(() => Over() || shots.All(shot => shooting[shot.Id].IsCompleted || WaitsForMoney(shot)), CancellationToken.None);
            if (Over())
                return;
            if (Unfinished() is not null || starved.TrueForAll(HasTake))
                await RefuseAsync();
            else if (await GrantAsync(starved.First(ask => !HasTake(ask))) is { } shortage)
                await StopAsync(shortage, Over);
        }
    }

    private bool WaitsForMoney(Shot shot) =>
        starved.Any(ask => ask.ShotId == shot.Id)
        || (shot.ContinuesFrom is { } before && shooting.TryGetValue(before, out var earlier) && !earlier.IsCompleted && WaitsForMoney(ShotOf(before)!));

    private bool HasTake(ReserveTake ask) => ask.HasTake || results.GetValueOrDefault(ask.ShotId)?.Clip is not null;

    // Shots without a take come first: without them there is no film.
    private async Task GrantAsync()
    {
        foreach (var ask in starved.OrderBy(HasTake).ToList())
        {
            if (starved.Contains(ask))
                await GrantAsync(ask);
        }
    }

    private async Task<Shortage?> GrantAsync(ReserveTake ask)
    {
        if (purse.Reserve(ask) is { } shortage)
            return shortage;
        starved.Remove(ask);
        await AnswerAsync(ask, null);
        return null;
    }

    private async Task RefuseAsync()
    {
        foreach (var ask in starved.ToList())
        {
            starved.Remove(ask);
            await AnswerAsync(ask, Refusal(ask));
        }
    }

    private string? Refusal(ReserveTake ask) => Unfinished() is { } ended ? $"The film cannot be finished: {ended.Reason}" : purse.Reserve(ask)?.Reason;

    private async Task AnswerAsync(ReserveTake ask, string? refusal)
    {
        var answer = new ReserveAnswer(ask.AttemptId, refusal is null, refusal ?? "reserved");
        var shot = Workflow.GetExternalWorkflowHandle<ShotWorkflow>(ask.ShotWorkflowId);
        var reached = await ReachAsync(shot.SignalAsync(child => child.AnswerReserveAsync(answer)));
        if (!reached && refusal is null)
            purse.Settle(new(ask.AttemptId, purse.Nothing));
    }
}
