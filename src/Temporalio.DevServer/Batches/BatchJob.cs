using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Batch.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Batches;

/// <summary>One batch: the same thing done to many workflows, one after the other, by this process.</summary>
internal sealed class BatchJob(StartBatchOperationRequest request, string identity, Timestamp started)
{
    private readonly Lock gate = new();
    private readonly DescribeBatchOperationResponse state = new()
    {
        OperationType = BatchActions.TypeOf(request),
        JobId = request.JobId,
        State = BatchOperationState.Running,
        StartTime = started,
        Identity = identity,
        Reason = request.Reason,
    };

    private bool isStopped;

    public string Namespace => request.Namespace;

    public DescribeBatchOperationResponse Describe()
    {
        lock (gate) return state.Clone();
    }

    public BatchOperationInfo Summary()
    {
        lock (gate) return new() { JobId = state.JobId, State = state.State, StartTime = state.StartTime, CloseTime = state.CloseTime };
    }

    /// <summary>Leaves the workflows it has not come to yet alone.</summary>
    public void Stop(string reason)
    {
        lock (gate)
        {
            isStopped = true;
            state.Reason = reason;
        }
    }

    /// <summary>Does its work; a workflow that refuses is counted and left behind.</summary>
    public async Task RunAsync(BatchActions actions, IReadOnlyCollection<WorkflowExecution> targets, Func<Timestamp> now, CancellationToken stopping)
    {
        lock (gate) state.TotalOperationCount = targets.Count;
        foreach (var target in targets)
        {
            if (stopping.IsCancellationRequested || IsStopped()) break;
            var isDone = await TryAsync(actions, target);
            lock (gate)
            {
                if (isDone) state.CompleteOperationCount++;
                else state.FailureOperationCount++;
            }
        }

        lock (gate)
        {
            state.State = isStopped || stopping.IsCancellationRequested ? BatchOperationState.Failed : BatchOperationState.Completed;
            state.CloseTime = now();
        }
    }

    private bool IsStopped()
    {
        lock (gate) return isStopped;
    }

    private async Task<bool> TryAsync(BatchActions actions, WorkflowExecution target)
    {
        try
        {
            await actions.ActAsync(request, identity, target);
            return true;
        }
        catch (ServiceError)
        {
            return false;
        }
    }
}
