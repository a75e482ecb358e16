using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>A child of a named type on another queue, hence of another SDK.</summary>
[Workflow("foster")]
internal sealed class FosterWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(string type, string queue, string[] arguments) => Workflow.ExecuteChildWorkflowAsync<string>(
        type, arguments, new() { Id = $"{Workflow.Info.WorkflowId}-foster", TaskQueue = queue });
}
