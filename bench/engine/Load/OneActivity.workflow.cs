using Temporalio.Workflows;

namespace Orchestrator.EngineBench.Load;

/// <summary>One activity.</summary>
[Workflow]
public class OneActivity
{
    [WorkflowRun]
    public Task<string> RunAsync(string text) => Steps.EchoAsync(text);
}
