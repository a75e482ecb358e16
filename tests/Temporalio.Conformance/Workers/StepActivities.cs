using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>Activities of the workflows that the tests run.</summary>
public sealed class StepActivities
{
    /// <summary>Options for any of them.</summary>
    public static ActivityOptions Options => new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) };

    public static LocalActivityOptions LocalOptions => new() { StartToCloseTimeout = TimeSpan.FromMinutes(2) };

    [Activity]
    public static int Twice(int number) => number * 2;

    [Activity]
    public static string Greet(string name) => $"Hello, {name}.";

    /// <summary>Longer than the eight of ten seconds after which a workflow task tells that it goes on.</summary>
    [Activity]
    public static async Task<int> TwiceSlowlyAsync(int number)
    {
        await Task.Delay(TimeSpan.FromSeconds(10), ActivityExecutionContext.Current.CancellationToken);
        return number * 2;
    }
}
