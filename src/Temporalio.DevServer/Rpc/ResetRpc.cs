using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Resets;

namespace Temporalio.DevServer.Rpc;

/// <summary>Takes workflows back to an earlier point.</summary>
internal sealed class ResetRpc(ServiceCore core)
{
    public void Register(MethodTable methods) =>
        methods.Add<ResetWorkflowExecutionRequest, ResetWorkflowExecutionResponse>(MethodTable.WorkflowService, "ResetWorkflowExecution", (request, _) => ResetAsync(request));

    public Task<ResetWorkflowExecutionResponse> ResetAsync(ResetWorkflowExecutionRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        if (request.RequestId.Length == 0) throw ServiceError.InvalidArgument("RequestId is not set on request.");
        RequestChecks.Execution(request.WorkflowExecution);
        return core.WriteAsync(unit =>
        {
            var origin = core.Runs.Get(within.Id, request.WorkflowExecution.WorkflowId, request.WorkflowExecution.RunId);
            var run = new WorkflowReset(unit, request).From(origin);
            return new ResetWorkflowExecutionResponse { RunId = run.State.RunId };
        });
    }
}
