using Temporalio.Workflows;

namespace Orchestrator.EngineBench.Load;

/// <summary>What the workflows are made of.</summary>
internal static class Steps
{
    private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    public static Task<string> EchoAsync(string text) => Workflow.ExecuteActivityAsync(() => BenchActivities.EchoAsync(text), Options);
}
