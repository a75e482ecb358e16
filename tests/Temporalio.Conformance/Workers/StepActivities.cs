using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>Activities of the workflows that the tests run.</summary>
public sealed class StepActivities
{
    /// <summary>Options for any of them.</summary>
    public static ActivityOptions Options => new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) };

    public static LocalActivityOptions LocalOptions => new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) };

    [Activity]
    public static int Twice(int number) => number * 2;

    [Activity]
    public static string Greet(string name) => $"Hello, {name}.";

    /// <summary>Longer than most of a workflow task of two seconds.</summary>
    [Activity]
    public static async Task<int> TwiceSlowlyAsync(int number)
    {
        await Task.Delay(TimeSpan.FromSeconds(2.5), ActivityExecutionContext.Current.CancellationToken);
        return number * 2;
    }
}
