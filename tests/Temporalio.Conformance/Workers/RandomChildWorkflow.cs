using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>A parent whose child's id comes from the random source of the run.</summary>
public static class RandomChildWorkflow
{
    [Workflow("random-parent")]
    public sealed class Parent
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteChildWorkflowAsync((Child c) => c.RunAsync(), new() { Id = Workflow.NewGuid().ToString() });
    }

    [Workflow("random-child")]
    public sealed class Child
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }
}
