namespace Orchestrator.Model;

/// <summary>
/// The purse of one workflow: reserve before a submit, settle or release after. Not thread-safe; a workflow is single-threaded.
/// Invariant: spent + reserved never exceeds the limit by a reservation (a settlement may exceed it when a provider bills more
/// than its own price said, and then nothing more can be reserved).
/// </summary>
/// <param name="limit">What may be spent in all.</param>
public sealed class BudgetLedger(Money limit)
{
    private readonly Dictionary<string, Money> reservations = [];

    /// <summary>What may be spent in all.</summary>
    public Money Limit { get; private set; } = limit;

    /// <summary>What was settled.</summary>
    public Money Spent { get; private set; } = limit with { Micros = 0 };

    /// <summary>What is reserved and not yet settled.</summary>
    public Money Reserved => reservations.Values.Aggregate(Limit with { Micros = 0 }, (sum, amount) => sum + amount);

    /// <summary>What can still be reserved; never below zero.</summary>
    public Money Remaining => Limit with { Micros = Math.Max(0, (Limit - Spent - Reserved).Micros) };

    /// <summary>Reserves the worst case of one attempt.</summary>
    /// <returns>False when the limit cannot cover it; nothing is reserved then.</returns>
    /// <exception cref="InvalidOperationException">The attempt holds a reservation already.</exception>
    public bool TryReserve(string attemptId, Money worstCase)
    {
        if (reservations.ContainsKey(attemptId))
            throw new InvalidOperationException($"Attempt {attemptId} already holds a reservation.");
        if (worstCase > Remaining)
            return false;
        reservations.Add(attemptId, worstCase);
        return true;
    }

    /// <summary>Replaces the reservation of an attempt with what was really charged.</summary>
    /// <exception cref="InvalidOperationException">The attempt holds no reservation.</exception>
    public void Settle(string attemptId, Money charged)
    {
        Release(attemptId);
        Spent += charged;
    }

    /// <summary>Gives a reservation back: nothing was bought.</summary>
    /// <exception cref="InvalidOperationException">The attempt holds no reservation.</exception>
    public void Release(string attemptId)
    {
        if (!reservations.Remove(attemptId))
            throw new InvalidOperationException($"Attempt {attemptId} holds no reservation.");
    }

    /// <summary>Raises or lowers the limit; what is spent and reserved stays.</summary>
    public void ChangeLimit(Money newLimit) => Limit = newLimit;
}
