using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>Fails with the type it is given; `Final` is never retried.</summary>
[Workflow("failing")]
internal sealed class FailingWorkflow
{
    [WorkflowRun]
    public Task RunAsync(string type) => throw new ApplicationFailureException(
        "it broke", errorType: type, nonRetryable: type == "Final", details: [new Dictionary<string, int> { ["code"] = 7 }]);
}
