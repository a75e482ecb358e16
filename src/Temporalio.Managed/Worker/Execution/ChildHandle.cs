using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

internal sealed class ChildHandle<TWorkflow, TResult>(
    WorkflowInstance instance, WorkflowOutboundRoot root, ChildMachine child, string runId) : ChildWorkflowHandle<TWorkflow, TResult>
{
    public override string Id => child.WorkflowId;

    public override string FirstExecutionRunId => runId;

    public override async Task<T> GetResultAsync<T>() => root.ToResult<T>(await instance.WhileTracedAsync(child.Done));

    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null) =>
        instance.Outbound.SignalChildWorkflowAsync(new(Id, signal, args, options, null));
}
