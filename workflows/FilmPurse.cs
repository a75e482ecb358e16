using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Workflows;

/// <summary>
/// The money of one film: the film's ledger with the guards of the brief around it. Keeps the price of one take aside for every
/// shot that has none yet, so that repairs of early shots never starve the last ones.
/// </summary>
internal sealed class FilmPurse
{
    private const string Plan = "plan";

    private readonly BudgetLedger ledger;
    private readonly Dictionary<string, Money> byShot = [];
    private readonly Dictionary<string, (string ShotId, string Piece, Money WorstCase, Money Replaced)> takes = [];
    private readonly Dictionary<string, (string ShotId, Money WorstCase)> beside = [];
    private readonly Dictionary<string, Money> latest = [];
    private readonly HashSet<string> holds = [];
    private Money replaced;
    private Money planned;
    private int notes;

    /// <summary>A purse with a budget of which something may be spent already.</summary>
    public FilmPurse(Budget budget, Money? spentBefore = null, Money? storyboard = null)
    {
        Budget = budget;
        ledger = new(budget.Film);
        (StoryboardSpent, replaced, planned) = (storyboard ?? Nothing, Nothing, Nothing);
        if (spentBefore is not { Micros: > 0 } before)
            return;
        // What is spent is spent, also where the budget has become smaller meanwhile.
        ledger.ChangeLimit(before > budget.Film ? before : budget.Film);
        ledger.TryReserve("before", before);
        ledger.Settle("before", before);
        ledger.ChangeLimit(budget.Film);
    }

    public Budget Budget { get; private set; }

    public Money Nothing => Budget.Film with { Micros = 0 };

    public Money Spent => ledger.Spent;

    public Money Reserved => ledger.Reserved;

    public Money StoryboardSpent { get; private set; }

    public void Raise(BudgetRaise raise)
    {
        Budget = Budget.Raised(raise);
        ledger.ChangeLimit(Budget.Film);
    }

    /// <summary>
    /// Sets everything aside while the plan is made: nothing else is bought before it. Returns what the plan may cost in all, with what
    /// was paid for it before it had to wait for money.
    /// </summary>
    public Money HoldAll()
    {
        var all = ledger.Remaining;
        ledger.TryReserve(Plan, all);
        return all + planned;
    }

    /// <summary>What the plan has cost in all; the rest is free again.</summary>
    public void SettlePlan(Money charged)
    {
        ledger.Settle(Plan, charged - planned);
        planned = charged;
    }

    /// <summary>What was paid already, outside the film, for reading a note.</summary>
    public void Pay(Consultation? read)
    {
        if (read is not { Charged.Micros: > 0 } paid)
            return;
        var id = $"note {++notes}";
        ledger.TryReserve(id, paid.Charged);
        ledger.Settle(id, paid.Charged);
    }

    /// <summary>Why the storyboard and one take of every shot cannot be paid; null when they can.</summary>
    public Shortage? CannotAfford(Money frame, IEnumerable<Money> takes, int sheets = 0, int ends = 0)
    {
        var worst = takes.ToList();
        var pictures = worst.Count + ends;
        var frames = frame * (pictures + sheets);
        var needed = worst.Aggregate(frames, (sum, take) => sum + take) + Spent;
        BudgetRaise enough = new(
            needed > Budget.Film ? needed : null,
            Budget.Shot is { } one && worst.Max() > one ? worst.Max() : null,
            Budget.Storyboard is { } all && frames > all ? frames : null);
        if (enough.Storyboard is not null)
            return new($"The storyboard needs {frames} ({pictures} frames{(sheets > 0 ? $" and {sheets} reference sheets" : "")} at {frame}) and budget.storyboard is {Budget.Storyboard}.", enough);
        if (enough.Shot is not null)
            return new($"One take of the dearest shot costs {worst.Max()} and budget.shot is {Budget.Shot}.", enough);
        return enough.Film is null ? null : new(
            $"The film needs at least {needed.ToTheCentAbove()} ({Before()}storyboard {frames}, one take of each shot {needed - frames - Spent}) and budget.film is {Budget.Film}. Raise it, shorten the film or allow a cheaper model.", enough);
    }

    /// <summary>What trials may cost beside the storyboard and one take of every shot.</summary>
    public TrialTerms Trials(Money frame, IReadOnlyList<Money> takes, int sheets, int maximumAttempts) =>
        TrialTerms.Of(Budget, takes.Aggregate((frame * (takes.Count + sheets)) + Spent, (sum, take) => sum + take), maximumAttempts);

    /// <summary>Why another take of a shot cannot be paid; null when it can.</summary>
    public Shortage? CannotAfford(string shotId, Money take) => take <= ledger.Remaining ? null : new(
        $"Taking {shotId} again may cost {take} and {ledger.Remaining} is left of budget.film, {Budget.Film}.", new(Film: Spent + Reserved + take));

    /// <summary>Reserves a picture; returns why not when it cannot be paid.</summary>
    public Shortage? ReserveFrame(string attemptId, string what, Money price)
    {
        var tight = Budget.Storyboard is { } limit && StoryboardSpent + price > limit;
        if (!tight && ledger.TryReserve(attemptId, price))
            return null;
        return new(
            $"The budget cannot pay another drawing ({price}) of {what}.",
            tight ? new(Storyboard: StoryboardSpent + price) : new(Film: Spent + Reserved + price));
    }

    public void SettleFrame(string attemptId, Money charged)
    {
        ledger.Settle(attemptId, charged);
        StoryboardSpent += charged;
    }

    public void HoldFirstTakes(IEnumerable<(string ShotId, Money WorstCase)> shots)
    {
        foreach (var (shotId, worstCase) in shots)
        {
            if (ledger.TryReserve(Hold(shotId), worstCase))
                holds.Add(shotId);
        }
    }

    public void ReleaseHold(string shotId)
    {
        if (holds.Remove(shotId))
            ledger.Release(Hold(shotId));
    }

    /// <summary>Reserves an attempt; returns why not when it cannot be paid.</summary>
    public Shortage? Reserve(ReserveTake ask)
    {
        ReleaseHold(ask.ShotId);
        var used = byShot.GetValueOrDefault(ask.ShotId, Nothing);
        if (Budget.Shot is { } limit && used + ask.WorstCase > limit)
            return new($"The budget of one shot ({limit}) cannot pay another take of {ask.ShotId} ({ask.WorstCase}; {used} is used).", new(Shot: used + ask.WorstCase));
        if (ask.Beside)
            return ReserveBeside(ask, used);
        // Takes of another part replace nothing of this one.
        var piece = ask.Part > 1 ? $"{ask.ShotId}/{ask.Part}" : ask.ShotId;
        var before = latest.GetValueOrDefault(piece, Nothing);
        if (Budget.StopLoss is { } loss && before.Micros > 0 && replaced + before > loss)
            return new($"The stop-loss ({loss}) allows no other take of {ask.ShotId}: {replaced + before} would have gone into takes that are not used.", new(StopLoss: replaced + before));
        if (!ledger.TryReserve(ask.AttemptId, ask.WorstCase))
            return new($"The film's budget cannot pay another take of {ask.ShotId} ({ask.WorstCase}; {ledger.Remaining} is left).", new(Film: Spent + Reserved + ask.WorstCase));
        byShot[ask.ShotId] = used + ask.WorstCase;
        takes[ask.AttemptId] = (ask.ShotId, piece, ask.WorstCase, before);
        latest[piece] = Nothing;
        replaced += before;
        if (ask.Rest is { } rest)
            HoldFirstTakes([(ask.ShotId, rest)]);
        return null;
    }

    public void Settle(SettleTake bill)
    {
        ledger.Settle(bill.AttemptId, bill.Charged);
        if (beside.Remove(bill.AttemptId, out var along))
        {
            byShot[along.ShotId] = byShot[along.ShotId] - along.WorstCase + bill.Charged;
            return;
        }

        takes.Remove(bill.AttemptId, out var take);
        byShot[take.ShotId] = byShot[take.ShotId] - take.WorstCase + bill.Charged;
        latest[take.Piece] = bill.Charged;
        if (bill.Charged.Micros > 0)
            return;
        // Nothing was bought: the take before it was not replaced after all.
        latest[take.Piece] = take.Replaced;
        replaced -= take.Replaced;
    }

    /// <summary>Reserves a generation for several shots, each of which carries its part; false when it cannot be paid.</summary>
    public bool ReserveScene(string attemptId, ShotGroup group)
    {
        foreach (var shotId in group.ShotIds)
            ReleaseHold(shotId);
        if (!ledger.TryReserve(attemptId, group.WorstCase))
            return false;
        Carry(group, group.WorstCase, 1);
        return true;
    }

    public void SettleScene(string attemptId, ShotGroup group, Money charged)
    {
        ledger.Settle(attemptId, charged);
        Carry(group, group.WorstCase, -1);
        Carry(group, charged, 1);
        for (var index = 0; index < group.ShotIds.Count; index++)
            latest[group.ShotIds[index]] = group.Share(charged, index);
    }

    // It replaces no take, so no stop-loss counts it.
    private Shortage? ReserveBeside(ReserveTake ask, Money used)
    {
        if (!ledger.TryReserve(ask.AttemptId, ask.WorstCase))
            return new($"The film's budget cannot pay it ({ask.WorstCase}; {ledger.Remaining} is left).", new(Film: Spent + Reserved + ask.WorstCase));
        byShot[ask.ShotId] = used + ask.WorstCase;
        beside[ask.AttemptId] = (ask.ShotId, ask.WorstCase);
        return null;
    }

    private void Carry(ShotGroup group, Money amount, int sign)
    {
        for (var index = 0; index < group.ShotIds.Count; index++)
            byShot[group.ShotIds[index]] = byShot.GetValueOrDefault(group.ShotIds[index], Nothing) + group.Share(amount, index) * sign;
    }

    private string Before() => Spent.Micros == 0 ? "" : $"spent {Spent}, ";

    private static string Hold(string shotId) => $"hold/{shotId}";
}
