using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>One activity after another; an attempt that a killed worker held is given up after a second.</summary>
[Workflow("steps")]
internal sealed class StepsWorkflow
{
    private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromSeconds(1) };

    [WorkflowRun]
    public async Task<int> RunAsync(int count)
    {
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += await Workflow.ExecuteActivityAsync((InteropActivities a) => a.Double(i), Options);
        }

        return sum;
    }
}
