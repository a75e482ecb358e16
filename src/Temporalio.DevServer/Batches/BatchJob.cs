using Temporalio.Api.Batch.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Batches;

/// <summary>
/// One batch: the same thing done to many workflows, one after the other. After each of them its progress is stored, so that
/// a job that a stop or a crash interrupted goes on behind the last workflow that is known to be done.
/// </summary>
internal sealed class BatchJob(string namespaceId, BatchWork work, DescribeBatchOperationResponse state)
{
    private readonly Lock gate = new();

    public string NamespaceId => namespaceId;

    public string JobId => state.JobId;

    public BatchWork Work => work;

    public DescribeBatchOperationResponse Describe()
    {
        lock (gate) return state.Clone();
    }

    public BatchOperationInfo Summary()
    {
        lock (gate) return new() { JobId = state.JobId, State = state.State, StartTime = state.StartTime, CloseTime = state.CloseTime };
    }

    /// <summary>Leaves the workflows it has not come to yet alone.</summary>
    /// <exception cref="ServiceError">NOT_FOUND: it has ended.</exception>
    public void Stop(DateTime now)
    {
        lock (gate)
        {
            if (state.State != BatchOperationState.Running) throw ServiceError.AlreadyCompleted();
            state.State = BatchOperationState.Failed;
            state.CloseTime = now.ToTimestamp();
        }
    }

    /// <summary>Does what is left; a workflow that refuses is counted and left behind.</summary>
    /// <param name="actions">What can be done to a workflow.</param>
    /// <param name="save">Puts the progress on disk.</param>
    /// <param name="now">The time of the service.</param>
    /// <param name="isResumed">The first of the workflows may have been done already: the process ended before it was told.</param>
    /// <param name="stopping">The service stops; the job stays as it is.</param>
    public async Task RunAsync(BatchActions actions, Func<BatchJob, Task> save, Func<DateTime> now, bool isResumed, CancellationToken stopping)
    {
        var pace = new Pace(work.Request.MaxOperationsPerSecond);
        for (var next = Done(); next is { } index; next = Done())
        {
            await pace.WaitAsync(stopping);
            var target = work.Targets[index];
            var isDone = (isResumed && actions.IsDone(work.Request, namespaceId, target)) || await TryAsync(actions, target);
            isResumed = false;
            lock (gate)
            {
                if (isDone) state.CompleteOperationCount++;
                else state.FailureOperationCount++;
                Close(now());
            }

            await save(this);
        }
    }

    /// <summary>The number of the next workflow; null if there is none.</summary>
    private int? Done()
    {
        lock (gate) return state.State == BatchOperationState.Running ? (int)(state.CompleteOperationCount + state.FailureOperationCount) : null;
    }

    private void Close(DateTime now)
    {
        if (state.State != BatchOperationState.Running || state.CompleteOperationCount + state.FailureOperationCount < work.Targets.Count) return;
        state.State = BatchOperationState.Completed;
        state.CloseTime = now.ToTimestamp();
    }

    private async Task<bool> TryAsync(BatchActions actions, WorkflowExecution target)
    {
        try
        {
            await actions.ActAsync(work.Request, state.Identity, target);
            return true;
        }
        catch (ServiceError error)
        {
            // What has closed or is gone has nothing left to be done to it.
            return error.Code == StatusCode.NotFound;
        }
    }
}
