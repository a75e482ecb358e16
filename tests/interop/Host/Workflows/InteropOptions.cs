using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>The options of workflows/shared.js.</summary>
internal static class InteropOptions
{
    public static ActivityOptions Activity(string? queue = null) => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(20),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(100), MaximumAttempts = 3 },
        TaskQueue = queue,
    };

    public static LocalActivityOptions Local() => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(10),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(50), BackoffCoefficient = 1, MaximumAttempts = 4 },
    };

    public static Task<string> GreetAsync(string name, ActivityOptions? options = null)
        => Workflow.ExecuteActivityAsync((InteropActivities a) => a.Greet(name), options ?? Activity());

    public static Task<int> DoubleAsync(int number) => Workflow.ExecuteActivityAsync((InteropActivities a) => a.Double(number), Activity());
}
