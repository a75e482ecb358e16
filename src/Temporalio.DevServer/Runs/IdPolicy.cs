using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Runs;

/// <summary>What happens when a workflow id is used again.</summary>
internal sealed record IdPolicy(IdPolicy.Outcome Result, Run? Existing, string RefusalText)
{
    public enum Outcome
    {
        Start,
        UseExisting,
        Replace,
        Refuse,
    }

    public static IdPolicy Decide(Run? current, WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict)
    {
        if (current is null) return new(Outcome.Start, null, "");
        return current.IsOpen ? DecideOpen(current, conflict) : DecideClosed(current, reuse);
    }

    /// <summary>The error for a caller that was refused.</summary>
    public ServiceError Refusal() =>
        ServiceError.AlreadyStarted(RefusalText, Existing!.State.CreateRequestId, Existing.State.RunId, Existing.State.FirstRunId);

    /// <summary>Ends the run that stands in the way.</summary>
    public void Terminate(Unit unit, string newRunId)
    {
        var details = new Payloads { Payloads_ = { PlainPayload.Json($"terminated by new runID: {newRunId}") } };
        unit.Touch(Existing!).Closing.Terminate("TerminateIfRunning WorkflowIdReusePolicy", details, ServiceIdentity.History);
    }

    private static IdPolicy DecideOpen(Run current, WorkflowIdConflictPolicy conflict) => conflict switch
    {
        WorkflowIdConflictPolicy.UseExisting => new(Outcome.UseExisting, current, ""),
        WorkflowIdConflictPolicy.TerminateExisting => new(Outcome.Replace, current, ""),
        _ => new(Outcome.Refuse, current, $"Workflow execution is already running. WorkflowId: {current.State.WorkflowId}, RunId: {current.State.RunId}."),
    };

    private static IdPolicy DecideClosed(Run current, WorkflowIdReusePolicy reuse)
    {
        var state = current.State;
        var succeeded = state.Status is WorkflowExecutionStatus.Completed or WorkflowExecutionStatus.ContinuedAsNew;
        return reuse switch
        {
            WorkflowIdReusePolicy.RejectDuplicate => new(Outcome.Refuse, current,
                $"Workflow execution already finished. WorkflowId: {state.WorkflowId}, RunId: {state.RunId}. Workflow Id reuse policy: reject duplicate workflow Id."),
            WorkflowIdReusePolicy.AllowDuplicateFailedOnly when succeeded => new(Outcome.Refuse, current,
                $"Workflow execution already finished successfully. WorkflowId: {state.WorkflowId}, RunId: {state.RunId}. Workflow Id reuse policy: allow duplicate workflow Id if last run failed."),
            _ => new(Outcome.Start, current, ""),
        };
    }
}
