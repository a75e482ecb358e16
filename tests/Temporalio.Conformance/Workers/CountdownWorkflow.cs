using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>Goes on in another run until it has counted down.</summary>
[Workflow("countdown")]
public sealed class CountdownWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(int left) => left > 0
        ? throw Workflow.CreateContinueAsNewException((CountdownWorkflow w) => w.RunAsync(left - 1))
        : Task.FromResult(Workflow.Info.RunId);
}
