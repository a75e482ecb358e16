using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Batch.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenes;

/// <content>What operators do to what runs.</content>
public sealed partial class Scene
{
    public const string OperatorIdentity = "operator@example";

    private static readonly SemaphoreSlim DevBatchTurns = new(1);
    private static readonly SemaphoreSlim RealBatchTurns = new(1);

    /// <summary>Notes what this scene's service answers.</summary>
    public Transcript Transcript() => new(Kind, labelled);

    public Task<PauseActivityResponse> PauseActivity(string id, Action<PauseActivityRequest>? change = null)
    {
        var request = new PauseActivityRequest { Namespace = Namespace, Execution = Execution(), Identity = OperatorIdentity, Reason = "look" };
        if (id.Length > 0) request.Id = id;
        change?.Invoke(request);
        return Call<PauseActivityRequest, PauseActivityResponse>("PauseActivity", request);
    }

    public Task<UnpauseActivityResponse> UnpauseActivity(string id, Action<UnpauseActivityRequest>? change = null)
    {
        var request = new UnpauseActivityRequest { Namespace = Namespace, Execution = Execution(), Identity = OperatorIdentity };
        if (id.Length > 0) request.Id = id;
        change?.Invoke(request);
        return Call<UnpauseActivityRequest, UnpauseActivityResponse>("UnpauseActivity", request);
    }

    public Task<ResetActivityResponse> ResetActivity(string id, Action<ResetActivityRequest>? change = null)
    {
        var request = new ResetActivityRequest { Namespace = Namespace, Execution = Execution(), Identity = OperatorIdentity };
        if (id.Length > 0) request.Id = id;
        change?.Invoke(request);
        return Call<ResetActivityRequest, ResetActivityResponse>("ResetActivity", request);
    }

    /// <param name="id">The activity.</param>
    /// <param name="mask">Field names as the wire has them, joined by commas; empty sends no mask.</param>
    /// <param name="change">Sets the options.</param>
    public Task<UpdateActivityOptionsResponse> UpdateActivityOptions(string id, string mask, Action<UpdateActivityOptionsRequest>? change = null)
    {
        var request = new UpdateActivityOptionsRequest { Namespace = Namespace, Execution = Execution(), Identity = OperatorIdentity, ActivityOptions = new() };
        if (id.Length > 0) request.Id = id;
        if (mask.Length > 0) request.UpdateMask = new FieldMask { Paths = { mask.Split(',') } };
        change?.Invoke(request);
        return Call<UpdateActivityOptionsRequest, UpdateActivityOptionsResponse>("UpdateActivityOptions", request);
    }

    /// <summary>The only pending activity, without what differs from run to run.</summary>
    public async Task<PendingActivityInfo> PendingActivity()
    {
        var pending = Assert.Single((await Describe()).PendingActivities).Clone();
        // Computed from times, so a little more or less than a whole number.
        pending.CurrentRetryInterval = null;
        return pending;
    }

    /// <summary>Waits for the right to run batches: the service runs one at a time in a namespace. Disposing it ends the turn.</summary>
    public async Task<IDisposable> BatchTurn()
    {
        var turns = Kind == ServiceKind.Dev ? DevBatchTurns : RealBatchTurns;
        await turns.WaitAsync(cancellation);
        return new Turn(turns);
    }

    public Task<StartBatchOperationResponse> StartBatch(string job, Action<StartBatchOperationRequest> change)
    {
        var request = new StartBatchOperationRequest { Namespace = Namespace, JobId = job, Reason = "because" };
        change(request);
        return Call<StartBatchOperationRequest, StartBatchOperationResponse>("StartBatchOperation", request);
    }

    public Task<DescribeBatchOperationResponse> DescribeBatch(string job)
        => Call<DescribeBatchOperationRequest, DescribeBatchOperationResponse>("DescribeBatchOperation", new() { Namespace = Namespace, JobId = job });

    /// <summary>Waits until the service counts a batch among those that run, which it does by what has become visible.</summary>
    public Task UntilBatchIsListed(string job) => Until(async () =>
        (await Call<ListBatchOperationsRequest, ListBatchOperationsResponse>("ListBatchOperations", new() { Namespace = Namespace })).OperationInfo
            .Any(batch => batch.JobId == job && batch.State == Api.Enums.V1.BatchOperationState.Running));

    public Task<StopBatchOperationResponse> StopBatch(string job, string reason = "enough")
        => Call<StopBatchOperationRequest, StopBatchOperationResponse>(
            "StopBatchOperation", new() { Namespace = Namespace, JobId = job, Reason = reason, Identity = OperatorIdentity });

    /// <summary>Waits for the end of a batch.</summary>
    public async Task<DescribeBatchOperationResponse> EndOfBatch(string job)
    {
        DescribeBatchOperationResponse? described = null;
        await Until(async () => (described = await DescribeBatch(job)).State != Api.Enums.V1.BatchOperationState.Running);
        return described!;
    }

    public Task<UpdateWorkflowExecutionOptionsResponse> UpdateOptions(string mask, Action<UpdateWorkflowExecutionOptionsRequest>? change = null)
    {
        var request = new UpdateWorkflowExecutionOptionsRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(),
            WorkflowExecutionOptions = new(),
            UpdateMask = new FieldMask { Paths = { mask.Split(',', StringSplitOptions.RemoveEmptyEntries) } },
            Identity = OperatorIdentity,
        };
        change?.Invoke(request);
        return Call<UpdateWorkflowExecutionOptionsRequest, UpdateWorkflowExecutionOptionsResponse>("UpdateWorkflowExecutionOptions", request);
    }

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
