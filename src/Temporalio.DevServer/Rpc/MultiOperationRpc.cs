using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Rpc;

/// <summary>Update-with-start: both or neither.</summary>
internal sealed class MultiOperationRpc(ServiceCore core, UpdateRpc updates)
{
    public void Register(MethodTable methods) =>
        methods.Add<ExecuteMultiOperationRequest, ExecuteMultiOperationResponse>(MethodTable.WorkflowService, "ExecuteMultiOperation", ExecuteAsync);

    private async Task<ExecuteMultiOperationResponse> ExecuteAsync(ExecuteMultiOperationRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        var (start, update) = Operations(request);
        var failing = Part.Start;
        try
        {
            StartRequest.Prepare(start, within, WorkflowIdConflictPolicy.Fail);
            CheckStart(start);
            failing = Part.Update;
            UpdateRpc.Prepare(update);
            if (update.WorkflowExecution.RunId.Length > 0) throw ServiceError.InvalidArgument("RunId is not allowed.");
            if (update.WorkflowExecution.WorkflowId != start.WorkflowId) throw ServiceError.InvalidArgument("WorkflowId is not consistent with WorkflowId of StartWorkflowExecution operation.");
            failing = Part.Start;
            var (started, run, entry) = await core.WriteAsync(unit => Begin(unit, start, update, within.Id, part => failing = part));
            failing = Part.Update;
            var updated = await updates.FinishAsync(run, entry, update, call);
            return new ExecuteMultiOperationResponse
            {
                Responses =
                {
                    new ExecuteMultiOperationResponse.Types.Response { StartWorkflow = started },
                    new ExecuteMultiOperationResponse.Types.Response { UpdateWorkflow = updated },
                },
            };
        }
        catch (ServiceError error)
        {
            throw Explain(error, failing);
        }
    }

    private static (StartWorkflowExecutionResponse Started, Run Run, UpdateEntry Entry) Begin(
        Unit unit, StartWorkflowExecutionRequest start, UpdateWorkflowExecutionRequest update, string namespaceId, Action<Part> doing)
    {
        var current = unit.Core.Runs.FindCurrent(namespaceId, start.WorkflowId);
        if (current?.Updates.Find(update.Request.Meta.UpdateId) is { } known) return (Joined(current), current, known);
        var started = StartRpc.Start(unit, start, namespaceId);
        var run = unit.Core.Runs.Find(namespaceId, start.WorkflowId, started.RunId)!;
        doing(Part.Update);
        return (started, run, UpdateRpc.Admit(unit, run, update.Request));
    }

    private static StartWorkflowExecutionResponse Joined(Run run) => new()
    {
        RunId = run.State.RunId,
        FirstExecutionRunId = run.State.FirstRunId,
        Status = run.State.Status,
    };

    private static (StartWorkflowExecutionRequest Start, UpdateWorkflowExecutionRequest Update) Operations(ExecuteMultiOperationRequest request)
    {
        if (request.Operations is [{ StartWorkflow: { } start }, { UpdateWorkflow: { } update }])
        {
            start.Namespace = request.Namespace;
            update.Namespace = request.Namespace;
            return (start, update);
        }

        throw ServiceError.InvalidArgument("Operations have to be exactly [Start, Update].");
    }

    private static void CheckStart(StartWorkflowExecutionRequest start)
    {
        if (start.CronSchedule.Length > 0) throw ServiceError.InvalidArgument("CronSchedule is not allowed.");
        if (start.RequestEagerExecution) throw ServiceError.InvalidArgument("RequestEagerExecution is not supported.");
        if (start.WorkflowStartDelay.OrZero() > TimeSpan.Zero) throw ServiceError.InvalidArgument("WorkflowStartDelay is not supported.");
    }

    /// <summary>One status for each operation: the one that failed, and the one that was given up because of it.</summary>
    private static ServiceError Explain(ServiceError error, Part failing)
    {
        var failed = new MultiOperationExecutionFailure.Types.OperationStatus { Code = (int)error.Code, Message = error.Message };
        if (error.Detail is not null) failed.Details.Add(Any.Pack(error.Detail));
        var aborted = new MultiOperationExecutionFailure.Types.OperationStatus
        {
            Code = (int)StatusCode.Aborted,
            Message = "Operation was aborted.",
            Details = { Any.Pack(new MultiOperationExecutionAborted()) },
        };
        var detail = new MultiOperationExecutionFailure();
        detail.Statuses.Add(failing == Part.Start ? [failed, aborted] : [aborted, failed]);
        return new ServiceError(error.Code, "Update-with-Start could not be executed.", detail);
    }

    private enum Part
    {
        Start,
        Update,
    }
}
