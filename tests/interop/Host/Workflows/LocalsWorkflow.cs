using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>Local activities, one after another and side by side.</summary>
[Workflow("locals")]
internal sealed class LocalsWorkflow
{
    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        var first = await DoubleAsync(1);
        var both = await Workflow.WhenAllAsync(DoubleAsync(first), DoubleAsync(10));
        return first + both.Sum()
            + await Workflow.ExecuteLocalActivityAsync((InteropActivities a) => a.Unsteady(3), InteropOptions.Local());
    }

    private static Task<int> DoubleAsync(int number)
        => Workflow.ExecuteLocalActivityAsync((InteropActivities a) => a.Double(number), InteropOptions.Local());
}
