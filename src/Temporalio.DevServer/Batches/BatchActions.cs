using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Batch.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Rpc;
using Operation = Temporalio.Api.WorkflowService.V1.StartBatchOperationRequest.OperationOneofCase;

namespace Temporalio.DevServer.Batches;

/// <summary>What a batch does to each of its workflows: what a caller could do to it alone.</summary>
internal sealed class BatchActions(ServiceCore core, ExecutionRpc executions, ResetRpc resets)
{
    /// <summary>The numbers by which the real service describes its batches; the older names have other ones.</summary>
    public static BatchOperationType TypeOf(StartBatchOperationRequest request) => (BatchOperationType)(request.OperationCase switch
    {
        Operation.TerminationOperation => 13,
        Operation.CancellationOperation => 14,
        Operation.SignalOperation => 15,
        Operation.DeletionOperation => 16,
        Operation.ResetOperation => 17,
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.OperationCase, "not an operation of a batch"),
    });

    public Task ActAsync(StartBatchOperationRequest batch, string identity, WorkflowExecution target) => batch.OperationCase switch
    {
        Operation.TerminationOperation => executions.TerminateAsync(new()
        {
            Namespace = batch.Namespace,
            WorkflowExecution = target,
            Reason = batch.Reason,
            Details = batch.TerminationOperation.Details,
            Identity = identity,
        }),
        Operation.CancellationOperation => executions.RequestCancelAsync(
            new() { Namespace = batch.Namespace, WorkflowExecution = target, Reason = batch.Reason, Identity = identity }),
        Operation.SignalOperation => executions.SignalAsync(new()
        {
            Namespace = batch.Namespace,
            WorkflowExecution = target,
            SignalName = batch.SignalOperation.Signal,
            Input = batch.SignalOperation.Input,
            Header = batch.SignalOperation.Header,
            Identity = identity,
            RequestId = $"{batch.JobId}-{target.RunId}",
        }),
        Operation.DeletionOperation => executions.DeleteAsync(new() { Namespace = batch.Namespace, WorkflowExecution = target }),
        _ => ResetAsync(batch, identity, target),
    };

    /// <summary>
    /// Was this done to a workflow already, where doing it again would do more? A second signal is recognised as such, and what has
    /// closed is not closed again.
    /// </summary>
    public bool IsDone(StartBatchOperationRequest batch, string namespaceId, WorkflowExecution target) => core.Locked(() =>
    {
        if (batch.OperationCase != Operation.ResetOperation) return false;
        return target.RunId.Length > 0
            ? core.Runs.Find(namespaceId, target.WorkflowId, target.RunId) is { State.ResetRunId.Length: > 0 }
            : core.Runs.FindCurrent(namespaceId, target.WorkflowId) is { State.LastResetTime: not null };
    });

    private Task ResetAsync(StartBatchOperationRequest batch, string identity, WorkflowExecution target)
    {
        var operation = batch.ResetOperation;
        var options = operation.Options ?? FromType(operation);
        var request = new ResetWorkflowExecutionRequest
        {
            Namespace = batch.Namespace,
            WorkflowExecution = target,
            Reason = batch.Reason,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowTaskFinishEventId = FinishId(batch.Namespace, target, options),
            ResetReapplyType = options.ResetReapplyType,
            Identity = identity,
        };
        request.ResetReapplyExcludeTypes.Add(options.ResetReapplyExcludeTypes);
        return resets.ResetAsync(request);
    }

    /// <summary>The older way to say where to reset to.</summary>
    private static ResetOptions FromType(BatchOperationReset operation)
    {
        var options = new ResetOptions { ResetReapplyType = operation.ResetReapplyType };
        if (operation.ResetType == ResetType.FirstWorkflowTask) options.FirstWorkflowTask = new Empty();
        else options.LastWorkflowTask = new Empty();
        return options;
    }

    private long FinishId(string namespaceName, WorkflowExecution target, ResetOptions options)
    {
        if (options.TargetCase == ResetOptions.TargetOneofCase.WorkflowTaskId) return options.WorkflowTaskId;
        if (options.TargetCase is not (ResetOptions.TargetOneofCase.FirstWorkflowTask or ResetOptions.TargetOneofCase.LastWorkflowTask))
            throw ServiceError.InvalidArgument("A batch resets to the first or the last workflow task, or to a named one.");
        var within = core.Namespaces.ByName(namespaceName);
        var completed = core.Locked(() => core.Runs.Get(within.Id, target.WorkflowId, target.RunId).Events.StoredBatches()
            .SelectMany(b => b).Where(e => e.EventType == EventType.WorkflowTaskCompleted).Select(e => e.EventId).ToArray());
        if (completed.Length == 0) throw ServiceError.InvalidArgument("The workflow has not completed any workflow task yet.");
        return options.TargetCase == ResetOptions.TargetOneofCase.FirstWorkflowTask ? completed[0] : completed[^1];
    }
}
