using Temporalio.Activities;

namespace Orchestrator.EngineBench.Load;

public static class BenchActivities
{
    [Activity]
    public static Task<string> EchoAsync(string text) => Task.FromResult(text);
}
