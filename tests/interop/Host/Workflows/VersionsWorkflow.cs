using Temporalio.Workflows;

namespace Temporalio.Interop.Workflows;

/// <summary>New code behind a patch, and one whose old path is gone.</summary>
[Workflow("versions")]
internal sealed class VersionsWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var answer = Workflow.Patched("greet-first") ? await InteropOptions.GreetAsync("patched") : "";
        Workflow.DeprecatePatch("long-since");
        return answer + await InteropOptions.DoubleAsync(4);
    }
}
