using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

internal sealed class ExternalHandle<TWorkflow>(WorkflowInstance instance, string id, string? runId) : ExternalWorkflowHandle<TWorkflow>
{
    public override string Id => id;

    public override string? RunId => runId;

    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null) =>
        instance.Outbound.SignalExternalWorkflowAsync(new(Id, RunId, signal, args, options, null));

    public override Task CancelAsync() => instance.Outbound.CancelExternalWorkflowAsync(new(Id, RunId));
}
