using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Model;

namespace Orchestrator.Tests.Model;

public class BudgetLedgerTests
{
    [Fact]
    public void TryReserve_AnySequence_NeverPromisesMoreThanTheLimit()
    {
        var steps = Gen.ListOf(Gen.Choose(0, 9).SelectMany(attempt => Gen.Choose(0, 400).Select(amount => (attempt, amount))));
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Arb.From(steps), sequence =>
        {
            var ledger = new BudgetLedger(new Money(1000));
            var open = new Dictionary<string, int>();
            foreach (var (attempt, amount) in sequence)
            {
                var id = $"a{attempt}";
                if (open.Remove(id, out var reserved))
                    ledger.Settle(id, new Money(reserved / 2));
                else if (ledger.TryReserve(id, new Money(amount)))
                    open.Add(id, amount);
                if (ledger.Spent + ledger.Reserved > ledger.Limit)
                    return false;
            }

            return true;
        }));
    }

    [Fact]
    public void Settle_LessThanReserved_GivesTheRestBack()
    {
        var ledger = new BudgetLedger(Money.Usd(10));
        Assert.True(ledger.TryReserve("a", Money.Usd(6)));

        ledger.Settle("a", Money.Usd(2));

        Assert.Equal(Money.Usd(2), ledger.Spent);
        Assert.Equal(Money.Usd(8), ledger.Remaining);
    }

    [Fact]
    public void TryReserve_OverTheLimit_ReservesNothing()
    {
        var ledger = new BudgetLedger(Money.Usd(5));

        Assert.False(ledger.TryReserve("a", Money.Usd(5.000001m)));
        Assert.Equal(Money.Usd(5), ledger.Remaining);
    }
}
