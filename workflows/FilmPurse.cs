using Orchestrator.Model;

namespace Orchestrator.Workflows;

/// <summary>
/// The money of one film: the film's ledger with the guards of the brief around it. Keeps the price of one take aside for every
/// shot that has none yet, so that repairs of early shots never starve the last ones.
/// </summary>
internal sealed class FilmPurse(Budget budget)
{
    private const string Plan = "plan";

    private readonly BudgetLedger ledger = new(budget.Film);
    private readonly Dictionary<string, Money> byShot = [];
    private readonly Dictionary<string, (string ShotId, Money WorstCase)> takes = [];
    private readonly HashSet<string> holds = [];

    public Money Nothing => budget.Film with { Micros = 0 };

    public Money Spent => ledger.Spent;

    public Money Reserved => ledger.Reserved;

    public Money StoryboardSpent { get; private set; } = budget.Film with { Micros = 0 };

    /// <summary>Sets everything aside while the plan is made: nothing else is bought before it. Returns what that is.</summary>
    public Money HoldAll()
    {
        var all = ledger.Remaining;
        ledger.TryReserve(Plan, all);
        return all;
    }

    /// <summary>What the plan has cost; the rest is free again.</summary>
    public void SettlePlan(Money charged) => ledger.Settle(Plan, charged);

    /// <summary>Why the storyboard and one take of every shot cannot be paid; null when they can.</summary>
    public string? CannotAfford(Money frame, IEnumerable<Money> takes, int sheets = 0)
    {
        var worst = takes.ToList();
        var frames = frame * (worst.Count + sheets);
        var needed = worst.Aggregate(frames, (sum, take) => sum + take);
        if (budget.Storyboard is { } board && frames > board)
            return $"The storyboard needs {frames} ({worst.Count} frames{(sheets > 0 ? $" and {sheets} reference sheets" : "")} at {frame}) and budget.storyboard is {board}.";
        if (budget.Shot is { } shot && worst.Max() > shot)
            return $"One take of the dearest shot costs {worst.Max()} and budget.shot is {shot}.";
        return needed > ledger.Remaining
            ? $"The film needs at least {needed} (storyboard {frames}, one take of each shot {needed - frames}) and budget.film is {budget.Film}. Raise it, shorten the film or allow a cheaper model."
            : null;
    }

    public bool ReserveFrame(string attemptId, Money price) =>
        (budget.Storyboard is not { } limit || StoryboardSpent + price <= limit) && ledger.TryReserve(attemptId, price);

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
    public string? Reserve(ReserveTake ask)
    {
        ReleaseHold(ask.ShotId);
        var used = byShot.GetValueOrDefault(ask.ShotId, Nothing);
        if (budget.Shot is { } limit && used + ask.WorstCase > limit)
            return $"The budget of one shot ({limit}) cannot pay another take of {ask.ShotId} ({ask.WorstCase}; {used} is used).";
        if (!ledger.TryReserve(ask.AttemptId, ask.WorstCase))
            return $"The film's budget cannot pay another take of {ask.ShotId} ({ask.WorstCase}; {ledger.Remaining} is left).";
        byShot[ask.ShotId] = used + ask.WorstCase;
        takes[ask.AttemptId] = (ask.ShotId, ask.WorstCase);
        return null;
    }

    public void Settle(SettleTake bill)
    {
        ledger.Settle(bill.AttemptId, bill.Charged);
        takes.Remove(bill.AttemptId, out var take);
        byShot[take.ShotId] = byShot[take.ShotId] - take.WorstCase + bill.Charged;
    }

    /// <summary>Reserves a generation for several shots, each of which carries its part; returns why not when it cannot be paid.</summary>
    public string? ReserveScene(string attemptId, ShotGroup group)
    {
        foreach (var shotId in group.ShotIds)
            ReleaseHold(shotId);
        if (!ledger.TryReserve(attemptId, group.WorstCase))
            return $"The film's budget cannot pay {group.WorstCase} for {string.Join(", ", group.ShotIds)} together ({ledger.Remaining} is left).";
        Carry(group, group.WorstCase, 1);
        return null;
    }

    public void SettleScene(string attemptId, ShotGroup group, Money charged)
    {
        ledger.Settle(attemptId, charged);
        Carry(group, group.WorstCase, -1);
        Carry(group, charged, 1);
    }

    private void Carry(ShotGroup group, Money amount, int sign)
    {
        for (var index = 0; index < group.ShotIds.Count; index++)
            byShot[group.ShotIds[index]] = byShot.GetValueOrDefault(group.ShotIds[index], Nothing) + group.Share(amount, index) * sign;
    }

    private static string Hold(string shotId) => $"hold/{shotId}";
}
