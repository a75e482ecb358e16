using Orchestrator.Model;
using Orchestrator.Workflows.Accounts;

namespace Orchestrator.Tests.Workflows.Accounts;

public sealed class AccountDeskTests
{
    private DateTime now = new(2026, 11, 21, 10, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Decide_MoreThanTheLimit_LetsTheRestWaitInOrder()
    {
        var desk = Desk(2);
        Enter(desk, "a", "b", "c", "d");

        Assert.Equal(["a", "b"], Granted(desk));
        Assert.Empty(Granted(desk));
        desk.Leave(new("b", OutcomeClass.Delivered), now);
        Assert.Equal(["c"], Granted(desk));
        Assert.Equal("waits for fal: 2 of 2 jobs are open, 0 wait before it", desk.Wait(desk.State.Waiting[0]).Message);
    }

    [Fact]
    public void Throttle_Once_HalvesTheWindowAndSendsNothingUntilThen()
    {
        var desk = Desk(8);
        Enter(desk, "a", "b", "c");
        Granted(desk);

        // All three were sent at once and are told the same: one complaint.
        foreach (var attempt in new[] { "a", "b", "c" })
            desk.Throttle(new(attempt, 7), now);
        Enter(desk, "d", "e");

        Assert.Equal(4, desk.State.Window);
        Assert.Empty(Granted(desk));
        Assert.Equal(TimeSpan.FromSeconds(7), desk.Next(now));
        now = now.AddSeconds(7);
        Assert.Equal(["d"], Granted(desk));
    }

    [Fact]
    public void Leave_AfterSuccess_OpensTheWindowByOneForEachRoundUpToTheLimit()
    {
        var desk = Desk(4);
        desk.Throttle(new("x", 1), now);
        Assert.Equal(2, desk.State.Window);
        now = now.AddSeconds(2);

        for (var job = 0; job < 20; job++)
        {
            Enter(desk, $"{job}");
            Granted(desk);
            desk.Leave(new($"{job}", OutcomeClass.Delivered, 3), now);
            if (job == 2)
                Assert.InRange(desk.State.Window, 3, 3.5);
        }

        Assert.Equal(4, desk.State.Window);
    }

    [Fact]
    public void Leave_AfterALongQueue_ClosesTheWindowByOne()
    {
        var desk = Desk(4);
        Enter(desk, "a");
        Granted(desk);

        desk.Leave(new("a", OutcomeClass.Delivered, 600), now);

        Assert.Equal(3, desk.State.Window);
    }

    [Fact]
    public void Decide_FaultsInARow_OpensTheCircuitAndTriesWithOneJob()
    {
        var desk = Desk(8);
        for (var fault = 0; fault < Circuit.MostFaults; fault++)
            Run(desk, $"f{fault}", OutcomeClass.AcceptedFailedRetryable);
        Enter(desk, "a");

        var closed = Assert.Single(desk.Decide(now)).Answer;
        Assert.Equal(PlaceState.Closed, closed.State);
        Assert.Equal(30, closed.RetryAfterSeconds);
        Assert.Contains("4 faults in a row", closed.Message);

        now = now.AddSeconds(30);
        Enter(desk, "probe", "other");
        var told = desk.Decide(now).Select(entry => (entry.Ask.AttemptId, entry.Answer.State));
        Assert.Equal([("probe", PlaceState.Granted), ("other", PlaceState.Closed)], told);

        // It is as ill as before: twice the rest.
        desk.Leave(new("probe", OutcomeClass.Ambiguous), now);
        Enter(desk, "b");
        Assert.Equal(60, Assert.Single(desk.Decide(now)).Answer.RetryAfterSeconds);

        now = now.AddSeconds(60);
        Run(desk, "well", OutcomeClass.Delivered);
        Enter(desk, "c", "d");
        Assert.Equal(["c", "d"], Granted(desk));
    }

    [Fact]
    public void Decide_OneEndpointIll_LeavesTheOthersOpen()
    {
        var desk = Desk(8);
        for (var fault = 0; fault < Circuit.MostFaults; fault++)
            Run(desk, $"f{fault}", OutcomeClass.Ambiguous);
        desk.Enter(new("a", "film/s01", "vendor/other"));

        Assert.Equal(["a"], Granted(desk));
    }

    [Theory]
    [InlineData(OutcomeClass.Refused)]
    [InlineData(OutcomeClass.NotAcceptedTerminal)]
    [InlineData(OutcomeClass.Delivered)]
    public void Leave_WithAnAnswerOfAProviderThatIsThere_ForgetsTheFaults(OutcomeClass outcome)
    {
        var desk = Desk(8);
        for (var round = 0; round < 3; round++)
        {
            Run(desk, $"{round}-1", OutcomeClass.AcceptedFailedRetryable);
            Run(desk, $"{round}-2", OutcomeClass.Ambiguous);
            Run(desk, $"{round}-3", outcome);
        }

        Enter(desk, "a");
        Assert.Equal(["a"], Granted(desk));
    }

    [Fact]
    public void Leave_WithATroubledAccount_OpensTheCircuitAtOnce()
    {
        var desk = Desk(8);
        Run(desk, "a", OutcomeClass.AuthOrAccount);
        Enter(desk, "b");

        Assert.Equal(PlaceState.Closed, Assert.Single(desk.Decide(now)).Answer.State);
    }

    [Fact]
    public void Decide_PlaceOfSomebodyWhoIsGone_IsGivenOutAgain()
    {
        var desk = Desk(1);
        Enter(desk, "gone", "next");
        Assert.Equal(["gone"], Granted(desk));

        now += desk.Next(now)!.Value;

        Assert.Equal(["next"], Granted(desk));
    }

    [Fact]
    public void State_HandedToTheNextRun_GoesOnWhereItWas()
    {
        var desk = Desk(2);
        Enter(desk, "a", "b", "c");
        Granted(desk);
        desk.Throttle(new("a", 5), now);

        var next = new AccountDesk(desk.State);
        next.Leave(new("a", OutcomeClass.Delivered), now);
        next.Leave(new("b", OutcomeClass.Delivered), now);

        Assert.Empty(Granted(next));
        now = now.AddSeconds(5);
        Assert.Equal(["c"], Granted(next));
    }

    [Fact]
    public void Limit_Changed_HoldsFromNowOn()
    {
        var desk = Desk(1);
        Enter(desk, "a", "b", "c", "d");
        Granted(desk);

        desk.Limit(new("fal", 3));

        Assert.Equal(["b", "c"], Granted(desk));
    }

    private static AccountDesk Desk(int jobs) => new(AccountState.Of(new("fal", jobs)));

    private static void Enter(AccountDesk desk, params string[] attempts)
    {
        foreach (var attempt in attempts)
            desk.Enter(new(attempt, "film/s01", "vendor/model"));
    }

    private List<string> Granted(AccountDesk desk) => [.. desk.Decide(now).Where(told => told.Answer.State == PlaceState.Granted).Select(told => told.Ask.AttemptId)];

    private void Run(AccountDesk desk, string attempt, OutcomeClass outcome)
    {
        Enter(desk, attempt);
        Assert.Contains(attempt, Granted(desk));
        desk.Leave(new(attempt, outcome), now);
    }
}
