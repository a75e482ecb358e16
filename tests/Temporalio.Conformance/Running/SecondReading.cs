using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Conformance.Running;

/// <summary>
/// Reads a test of the real service a second time when the first reading failed: how long that service lets a caller wait is not ours,
/// and on a busy machine it now and then loses a task that a poll has waited for. The second time the test has that service to itself.
/// A test that fails twice has failed; one that passes the second time says in its output how it failed at first, and ./test prints that.
/// </summary>
internal static class SecondReading
{
    /// <summary>What the output of such a test begins with.</summary>
    public const string Mark = "Read twice. At first: ";

    /// <summary>Runs a test, and once more if it failed; only the last run is reported.</summary>
    /// <param name="run">Runs it, reporting to the bus and collecting exceptions in the aggregator.</param>
    /// <param name="room">Where those are that read beside it.</param>
    /// <param name="bus">Where the test is reported to.</param>
    /// <param name="aggregator">What has gone wrong before.</param>
    /// <param name="cancelled">Whether the run of all tests is being given up.</param>
    public static async Task<RunSummary> RunAsync(
        Func<IMessageBus, ExceptionAggregator, Task<RunSummary>> run, ReadingRoom room, IMessageBus bus, ExceptionAggregator aggregator, Func<bool> cancelled)
    {
        using var first = new HeldMessages();
        var summary = await room.TogetherAsync(() => run(first, new ExceptionAggregator(aggregator)));
        if (summary.Failed == 0 || cancelled())
        {
            first.ForwardTo(bus);
            return summary;
        }

        using var second = new HeldMessages();
        summary = await room.AloneAsync(() => run(second, aggregator));
        second.ForwardTo(bus, Mark + first.Failure);
        return summary;
    }
}
