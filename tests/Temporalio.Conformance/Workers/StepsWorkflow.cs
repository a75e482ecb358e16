using Temporalio.Workflows;

namespace Temporalio.Conformance.Workers;

/// <summary>One step after another, answering a query about where it is.</summary>
[Workflow("steps")]
public sealed class StepsWorkflow
{
    private int sum;

    [WorkflowRun]
    public async Task<int> RunAsync(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            sum += await Workflow.ExecuteActivityAsync(() => StepActivities.Twice(i), StepActivities.Options);
        }

        return sum;
    }

    [WorkflowQuery("sum")]
    public int Sum() => sum;
}
