using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Rpc;

/// <summary>What callers do to runs: signal, cancel, terminate, delete, describe.</summary>
internal sealed class ExecutionRpc(ServiceCore core)
{
    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<SignalWorkflowExecutionRequest, SignalWorkflowExecutionResponse>(service, "SignalWorkflowExecution", (request, _) => SignalAsync(request));
        methods.Add<RequestCancelWorkflowExecutionRequest, RequestCancelWorkflowExecutionResponse>(service, "RequestCancelWorkflowExecution", (request, _) => RequestCancelAsync(request));
        methods.Add<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(service, "TerminateWorkflowExecution", (request, _) => TerminateAsync(request));
        methods.Add<DeleteWorkflowExecutionRequest, DeleteWorkflowExecutionResponse>(service, "DeleteWorkflowExecution", (request, _) => DeleteAsync(request));
        methods.Add<DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse>(service, "DescribeWorkflowExecution", DescribeAsync);
    }

    public Task<SignalWorkflowExecutionResponse> SignalAsync(SignalWorkflowExecutionRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.Execution(request.WorkflowExecution);
        if (request.SignalName.Length == 0) throw ServiceError.InvalidArgument("SignalName is not set on request.");
        RequestChecks.Length(request.SignalName, "SignalName");
        RequestChecks.Length(request.RequestId, "RequestId");
        RequestChecks.Blob(request.Input);
        return core.WriteAsync(unit =>
        {
            var run = core.Runs.GetOpen(within.Id, request.WorkflowExecution.WorkflowId, request.WorkflowExecution.RunId);
            if (run.Signals.HasSeen(request.RequestId)) return new SignalWorkflowExecutionResponse();
            run.Signals.CheckLimit();
            unit.Touch(run).Signals.Add(new()
            {
                SignalName = request.SignalName,
                Input = request.Input,
                Identity = request.Identity,
                Header = request.Header,
                RequestId = request.RequestId,
            });
            return new SignalWorkflowExecutionResponse();
        });
    }

    public Task<RequestCancelWorkflowExecutionResponse> RequestCancelAsync(RequestCancelWorkflowExecutionRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.Execution(request.WorkflowExecution);
        return core.WriteAsync(unit =>
        {
            var run = Find(within.Id, request.WorkflowExecution, request.FirstExecutionRunId);
            if (run.IsOpen && !run.State.CancelRequested)
                unit.Touch(run).Closing.RequestCancel(new() { Cause = request.Reason, Identity = request.Identity });
            return new RequestCancelWorkflowExecutionResponse();
        });
    }

    public Task<TerminateWorkflowExecutionResponse> TerminateAsync(TerminateWorkflowExecutionRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.Execution(request.WorkflowExecution);
        RequestChecks.Blob(request.Details);
        return core.WriteAsync(unit =>
        {
            var run = Find(within.Id, request.WorkflowExecution, request.FirstExecutionRunId);
            if (!run.IsOpen) throw ServiceError.AlreadyCompleted();
            unit.Touch(run).Closing.Terminate(
                request.Reason.Length > 0 ? request.Reason : "terminated by user via frontend",
                request.Details,
                request.Identity.Length > 0 ? request.Identity : ServiceIdentity.Frontend);
            return new TerminateWorkflowExecutionResponse();
        });
    }

    public Task<DeleteWorkflowExecutionResponse> DeleteAsync(DeleteWorkflowExecutionRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.Execution(request.WorkflowExecution);
        return core.WriteAsync(unit =>
        {
            var run = core.Runs.Get(within.Id, request.WorkflowExecution.WorkflowId, request.WorkflowExecution.RunId);
            if (run.IsOpen) unit.Touch(run).Closing.Terminate("Delete workflow execution", null, ServiceIdentity.History);
            unit.Then(() => unit.Remove(run));
            return new DeleteWorkflowExecutionResponse();
        });
    }

    private Task<DescribeWorkflowExecutionResponse> DescribeAsync(DescribeWorkflowExecutionRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.Execution(request.Execution);
        return core.ReadAsync(() => Description.Of(core.Runs.Get(within.Id, request.Execution.WorkflowId, request.Execution.RunId), core.Now()).Clone());
    }

    /// <summary>The named run, or the current one of the chain that began with a certain run.</summary>
    private Run Find(string namespaceId, WorkflowExecution execution, string firstRunId)
    {
        var run = core.Runs.Get(namespaceId, execution.WorkflowId, execution.RunId);
        return firstRunId.Length == 0 || run.State.FirstRunId == firstRunId ? run : throw ServiceError.NotFound("workflow execution not found");
    }
}
