using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Cli.Films;
using Orchestrator.Model;

namespace Orchestrator.Tests.Cli.Films;

/// <summary>What the films of a batch may spend, together and each.</summary>
public sealed class BatchPurseTests
{
    [Fact]
    public void Give_NoLimit_BeginsTheFirstOnes()
    {
        List<BatchShare> shares = [Share("a", 1, 9), Share("b", 1, 9), Share("c", 1, 9)];

        Assert.Equal(["a", "b"], Names(new BatchPurse(null, shares).Give(shares, 2)));
        Assert.All(shares, share => Assert.Equal(Money.Zero, share.Has));
    }

    [Fact]
    public void Give_EnoughForBoth_GivesEachWhatItNeedsAndHalfOfTheRest()
    {
        List<BatchShare> shares = [Share("a", 2, 9), Share("b", 1, 4), Share("c", 1, 9)];
        var purse = new BatchPurse(Money.Usd(11), shares);

        Assert.Equal(["a", "b"], Names(purse.Give(shares, 2)));

        // Of the eight that nobody needs b takes no more than its own budget allows, and a its half.
        Assert.Equal([Money.Usd(6), Money.Usd(4), Money.Zero], shares.Select(share => share.Has));
        Assert.Equal(Money.Usd(1), purse.Left);
    }

    [Fact]
    public void Give_EnoughForOneOnly_GivesItEverythingUpToItsBudget()
    {
        List<BatchShare> shares = [Share("a", 0.55m, 9), Share("b", 0.55m, 9)];
        var purse = new BatchPurse(Money.Usd(1), shares);

        Assert.Equal(["a"], Names(purse.Give(shares, 2)));
        Assert.Equal(Money.Usd(1), shares[0].Has);
        Assert.Empty(purse.Give([shares[1]], 1));

        // It ends cheaper than it might have: the other one can be made.
        (shares[0].Has, shares[0].Least, shares[0].Most) = (Money.Usd(0.4m), Money.Usd(0.4m), Money.Usd(0.4m));
        Assert.Equal(["b"], Names(purse.Give([shares[1]], 2)));
        Assert.Equal(Money.Usd(0.6m), shares[1].Has);
    }

    [Fact]
    public void Give_DearFilmFirst_BeginsACheaperOneThatCanBePaid()
    {
        List<BatchShare> shares = [Share("dear", 5, 9), Share("cheap", 1, 2)];

        Assert.Equal(["cheap"], Names(new BatchPurse(Money.Usd(3), shares).Give(shares, 2)));
    }

    [Fact]
    public void Give_FilmThatWasStopped_IsRaisedByWhatItLacksAtLeast()
    {
        List<BatchShare> shares = [new("stopped") { Has = Money.Usd(0.45m), Least = Money.Usd(0.55m), Most = Money.Usd(9) }, new("made") { Has = Money.Usd(0.55m), Least = Money.Usd(0.55m), Most = Money.Usd(0.55m) }];

        Assert.Empty(new BatchPurse(Money.Usd(1), shares).Give([shares[0]], 1));
        Assert.Equal(Money.Usd(1.1m), new BatchPurse(Money.Usd(1), shares).Enough);
        Assert.Equal(["stopped"], Names(new BatchPurse(Money.Usd(1.1m), shares).Give([shares[0]], 1)));
        Assert.Equal(Money.Usd(0.55m), shares[0].Has);
    }

    [Fact]
    public void Give_LimitBelowWhatIsSpentAlready_GivesNothingAndTakesNothingAway()
    {
        List<BatchShare> shares = [new("running") { Has = Money.Usd(3), Least = Money.Usd(3), Most = Money.Usd(9) }, Share("new", 1, 9)];
        var purse = new BatchPurse(Money.Usd(2), shares);

        Assert.Equal(["running"], Names(purse.Give(shares, 2)));
        Assert.Equal((Money.Usd(3), Money.Zero), (shares[0].Has, purse.Left));
    }

    [Fact]
    public void Give_AnyFilmsInAnyOrder_NeverHoldMoreThanTheLimitTogether() => Prop.ForAll(
        Gen.Choose(0, 3_000).ListOf(12).ToArbitrary(),
        cents =>
        {
            List<BatchShare> shares = [.. cents.Chunk(2).Select((pair, index) => Share($"{index}", Math.Min(pair[0], pair[1]) / 100m, Math.Max(pair[0], pair[1]) / 100m))];
            var purse = new BatchPurse(Money.Usd(20), shares);
            var waiting = shares.ToList();
            while (purse.Give(waiting, 2) is { Count: > 0 } begun)
            {
                Assert.True(purse.Held <= Money.Usd(20));
                foreach (var share in begun)
                {
                    Assert.InRange(share.Has.Micros, share.Least.Micros, share.Most.Micros);
                    // It ends and has spent half of what it might have.
                    share.Has = share.Least = share.Most = share.Has with { Micros = share.Has.Micros / 2 };
                    waiting.Remove(share);
                }
            }

            Assert.All(waiting, share => Assert.True(share.Missing > purse.Left));
        }).QuickCheckThrowOnFailure();

    private static BatchShare Share(string name, decimal least, decimal most) => new(name) { Least = Money.Usd(least), Most = Money.Usd(most) };

    private static IEnumerable<string> Names(IEnumerable<BatchShare> shares) => shares.Select(share => share.Name);
}
