using NSubstitute;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Conformance.Running;

public sealed class SecondReadingTests
{
    private readonly List<IMessageSinkMessage> reported = [];

    [Fact]
    public async Task RunAsync_PassedAtOnce_IsRunOnceAndReportedAsItIs()
    {
        var (summary, runs) = await Read(failures: 0);
        Assert.Equal((0, 1), (summary.Failed, runs));
        Assert.Equal("said", Assert.IsAssignableFrom<ITestPassed>(Assert.Single(reported)).Output);
    }

    [Fact]
    public async Task RunAsync_FailedAtFirst_PassesAndSaysHowItFailed()
    {
        var (summary, runs) = await Read(failures: 1);
        Assert.Equal((0, 2), (summary.Failed, runs));
        var passed = Assert.IsAssignableFrom<ITestPassed>(Assert.Single(reported));
        Assert.StartsWith(SecondReading.Mark + "no activity task within 25 s", passed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FailedTwice_HasFailed()
    {
        var (summary, runs) = await Read(failures: 2);
        Assert.Equal((1, 2), (summary.Failed, runs));
        Assert.StartsWith(SecondReading.Mark + "no activity task within 25 s", Assert.IsAssignableFrom<ITestFailed>(Assert.Single(reported)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FailedWhileAllIsGivenUp_IsNotRunAgain()
    {
        var (summary, runs) = await Read(failures: 1, givenUp: true);
        Assert.Equal((1, 1), (summary.Failed, runs));
        Assert.IsAssignableFrom<ITestFailed>(Assert.Single(reported));
    }

    private async Task<(RunSummary Summary, int Runs)> Read(int failures, bool givenUp = false)
    {
        var bus = Substitute.For<IMessageBus>();
        bus.QueueMessage(Arg.Do<IMessageSinkMessage>(reported.Add)).Returns(true);
        var test = Substitute.For<ITest>();
        var runs = 0;
        using var room = new ReadingRoom();
        var summary = await SecondReading.RunAsync(
            (to, _) =>
            {
                var fails = runs++ < failures;
                to.QueueMessage(fails ? new TestFailed(test, 1, "", new InvalidOperationException("no activity task\nwithin 25 s")) : new TestPassed(test, 1, "said"));
                return Task.FromResult(new RunSummary { Total = 1, Failed = fails ? 1 : 0 });
            },
            room,
            bus,
            new ExceptionAggregator(),
            () => givenUp);
        return (summary, runs);
    }
}
