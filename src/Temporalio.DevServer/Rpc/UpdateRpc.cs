using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.DevServer.Rpc;

/// <summary>Updates: sending them and waiting for what becomes of them.</summary>
internal sealed class UpdateRpc(ServiceCore core)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<UpdateWorkflowExecutionRequest, UpdateWorkflowExecutionResponse>(service, "UpdateWorkflowExecution", UpdateAsync);
        methods.Add<PollWorkflowExecutionUpdateRequest, PollWorkflowExecutionUpdateResponse>(service, "PollWorkflowExecutionUpdate", PollAsync);
    }

    private async Task<UpdateWorkflowExecutionResponse> UpdateAsync(UpdateWorkflowExecutionRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        Prepare(request);
        var (run, entry) = await core.WriteAsync(unit =>
        {
            var found = core.Runs.Get(within.Id, request.WorkflowExecution.WorkflowId, request.WorkflowExecution.RunId);
            if (request.FirstExecutionRunId.Length > 0 && found.State.FirstRunId != request.FirstExecutionRunId)
                throw ServiceError.NotFound("workflow execution not found");
            return (found, Admit(unit, found, request.Request));
        });
        return await FinishAsync(run, entry, request, call);
    }

    /// <summary>Checks a request and sets its defaults.</summary>
    public static void Prepare(UpdateWorkflowExecutionRequest request)
    {
        RequestChecks.Execution(request.WorkflowExecution);
        if (request.Request?.Meta is null) throw ServiceError.InvalidArgument("update metadata is not set on request.");
        if (request.Request.Input is null) throw ServiceError.InvalidArgument("update input is not set on request.");
        if (request.Request.Input.Name.Length == 0) throw ServiceError.InvalidArgument("update name is not set on request.");
        RequestChecks.Length(request.Request.Meta.UpdateId, "UpdateId");
        RequestChecks.Blob(request.Request.Input.Args);
        if (request.Request.Meta.UpdateId.Length == 0) request.Request.Meta.UpdateId = Guid.NewGuid().ToString();
        request.WaitPolicy ??= new WaitPolicy();
        if (request.WaitPolicy.LifecycleStage == Stage.Unspecified) request.WaitPolicy.LifecycleStage = Stage.Completed;
        if (request.WaitPolicy.LifecycleStage == Stage.Admitted)
        {
            throw new ServiceError(
                StatusCode.PermissionDenied,
                "UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ADMITTED is not supported",
                new Api.ErrorDetails.V1.PermissionDeniedFailure());
        }
    }

    /// <summary>Finds the update of this id or takes it in, and sees to it that a worker hears of it.</summary>
    public static UpdateEntry Admit(Unit unit, Run run, Request request)
    {
        if (run.Updates.Find(request.Meta.UpdateId) is { } known) return known;
        if (!run.IsOpen) throw ServiceError.AlreadyCompleted();
        if (run.Tasks.Attempt >= QueryErrors.FailingAttempts)
            throw ServiceError.NotReady("Unable to perform workflow execution update due to Workflow Task in failed state.");
        var entry = run.Updates.Admit(request);
        if (run.Tasks.IsPending || run.State.FirstTaskAt is not null) return entry;
        unit.JoinInMemory(run).Tasks.Schedule(TaskKind.Speculative);
        return entry;
    }

    /// <summary>Waits as the request asks and answers.</summary>
    public async Task<UpdateWorkflowExecutionResponse> FinishAsync(Run run, UpdateEntry entry, UpdateWorkflowExecutionRequest request, CallContext call)
    {
        var (stage, outcome) = await WaitAsync(entry, request.WaitPolicy.LifecycleStage, call);
        return new UpdateWorkflowExecutionResponse { UpdateRef = Reference(run, entry), Outcome = outcome, Stage = stage };
    }

    private async Task<PollWorkflowExecutionUpdateResponse> PollAsync(PollWorkflowExecutionUpdateRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        if (request.UpdateRef is null) throw ServiceError.InvalidArgument("UpdateRef is not set on request.");
        RequestChecks.Execution(request.UpdateRef.WorkflowExecution);
        var (run, entry) = core.Locked(() =>
        {
            var execution = request.UpdateRef.WorkflowExecution;
            var found = core.Runs.Get(within.Id, execution.WorkflowId, execution.RunId);
            return (found, found.Updates.Find(request.UpdateRef.UpdateId) ?? throw ServiceError.NotFound($"update \"{request.UpdateRef.UpdateId}\" not found"));
        });
        var (stage, outcome) = await WaitAsync(entry, request.WaitPolicy?.LifecycleStage ?? Stage.Unspecified, call);
        return new PollWorkflowExecutionUpdateResponse { UpdateRef = Reference(run, entry), Outcome = outcome, Stage = stage };
    }

    /// <summary>
    /// Waits for a stage. When the service's own patience ends first, the answer is the stage reached; when the caller's does,
    /// that is an error.
    /// </summary>
    private async Task<(Stage Stage, Outcome? Outcome)> WaitAsync(UpdateEntry entry, Stage wanted, CallContext call)
    {
        var patience = call.WaitTime(LongestWait, Margin);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Stopping);
        ends.CancelAfter(patience);
        while (true)
        {
            var (stage, outcome, error, changed) = await core.ReadAsync(() => (entry.Stage, entry.Outcome, entry.Error, entry.Changed));
            if (error is not null) throw error;
            if (stage >= wanted) return (stage, outcome);
            await changed.WaitAsync(ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ends.IsCancellationRequested) continue;
            if (patience < LongestWait && !call.Stopping.IsCancellationRequested) throw ServiceError.DeadlineExceeded("context deadline exceeded");
            return (stage, outcome);
        }
    }

    private static UpdateRef Reference(Run run, UpdateEntry entry) => new() { WorkflowExecution = run.Execution, UpdateId = entry.Id };
}
