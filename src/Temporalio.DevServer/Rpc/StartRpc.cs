using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Rpc;

/// <summary>Starting workflows, alone or together with a signal.</summary>
internal sealed class StartRpc(ServiceCore core)
{
    public void Register(MethodTable methods)
    {
        methods.Add<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(MethodTable.WorkflowService, "StartWorkflowExecution", StartAsync);
        methods.Add<SignalWithStartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionResponse>(MethodTable.WorkflowService, "SignalWithStartWorkflowExecution", SignalWithStartAsync);
    }

    private Task<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        StartRequest.Prepare(request, within, WorkflowIdConflictPolicy.Fail);
        return core.WriteAsync(unit => Start(unit, request, within.Id));
    }

    /// <summary>Starts the workflow or says why not.</summary>
    public static StartWorkflowExecutionResponse Start(Unit unit, StartWorkflowExecutionRequest request, string namespaceId)
    {
        var current = unit.Core.Runs.FindCurrent(namespaceId, request.WorkflowId);
        if (current is not null && current.State.RequestIds.TryGetValue(request.RequestId, out var seen))
            return Existing(current, started: seen.EventType == EventType.WorkflowExecutionStarted);

        var policy = IdPolicy.Decide(current, request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy);
        switch (policy.Result)
        {
            case IdPolicy.Outcome.Refuse:
                throw policy.Refusal();
            case IdPolicy.Outcome.UseExisting:
                Attach(unit, current!, request);
                return Existing(current!, started: false, request.OnConflictOptions is { AttachRequestId: true } ? request.RequestId : null);
            default:
                return StartNew(unit, request, namespaceId, policy);
        }
    }

    private static StartWorkflowExecutionResponse StartNew(Unit unit, StartWorkflowExecutionRequest request, string namespaceId, IdPolicy policy)
    {
        var next = StartRequest.ToRun(request, namespaceId, unit.Now);
        var eager = request.RequestEagerExecution && next.FirstTaskBackoff == TimeSpan.Zero;
        next.Started.EagerExecutionAccepted = eager;
        if (policy.Result == IdPolicy.Outcome.Replace) policy.Terminate(unit, next.RunId);
        var run = unit.Core.Starter.Start(unit, next);
        var response = Existing(run, started: true);
        if (!eager) return response;
        run.Tasks.Start(request.Identity, request.RequestId, fromSticky: false, null);
        response.EagerWorkflowTask = WorkflowTaskAnswer.For(run, onlyNew: false);
        return response;
    }

    /// <summary>A caller that joins a running workflow may leave its request id with it.</summary>
    private static void Attach(Unit unit, Run run, StartWorkflowExecutionRequest request)
    {
        if (request.OnConflictOptions is not { AttachRequestId: true }) return;
        unit.Touch(run);
        var attached = run.Events.Add(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionOptionsUpdated,
            WorkerMayIgnore = true,
            WorkflowExecutionOptionsUpdatedEventAttributes = new() { AttachedRequestId = request.RequestId },
        });
        run.State.RequestIds[request.RequestId] = new() { EventType = EventType.WorkflowExecutionOptionsUpdated, EventId = attached.EventId };
    }

    /// <param name="run">The workflow that runs now.</param>
    /// <param name="started">This call, or an earlier one of the same request, started it.</param>
    /// <param name="joinedBy">The request that found it running and left its id with it.</param>
    private static StartWorkflowExecutionResponse Existing(Run run, bool started, string? joinedBy = null) => new()
    {
        Link = LinkTo(run, joinedBy),
        RunId = run.State.RunId,
        FirstExecutionRunId = run.State.FirstRunId,
        Started = started,
        Status = run.State.Status,
    };

    private static Link LinkTo(Run run, string? joinedBy)
    {
        var link = new Link.Types.WorkflowEvent { Namespace = run.NamespaceName, WorkflowId = run.State.WorkflowId, RunId = run.State.RunId };
        if (joinedBy is null) link.EventRef = new() { EventId = 1, EventType = EventType.WorkflowExecutionStarted };
        else link.RequestIdRef = new() { RequestId = joinedBy, EventType = EventType.WorkflowExecutionOptionsUpdated };
        return new Link { WorkflowEvent = link };
    }

    private Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync(SignalWithStartWorkflowExecutionRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.WorkflowId(request.WorkflowId);
        if (request.SignalName.Length == 0) throw ServiceError.InvalidArgument("SignalName is not set on request.");
        if (request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.Fail)
            throw ServiceError.InvalidArgument("Invalid WorkflowIDConflictPolicy: WORKFLOW_ID_CONFLICT_POLICY_FAIL is not supported for this operation.");
        RequestChecks.Blob(request.SignalInput);
        var start = StartRequest.From(request);
        StartRequest.Prepare(start, within, WorkflowIdConflictPolicy.UseExisting);
        request.RequestId = start.RequestId;
        return core.WriteAsync(unit => SignalWithStart(unit, request, start, within.Id));
    }

    private static SignalWithStartWorkflowExecutionResponse SignalWithStart(
        Unit unit, SignalWithStartWorkflowExecutionRequest request, StartWorkflowExecutionRequest start, string namespaceId)
    {
        var current = unit.Core.Runs.FindCurrent(namespaceId, start.WorkflowId);
        if (current is not null && current.State.RequestIds.ContainsKey(start.RequestId)) return Response(current, started: true);
        var policy = IdPolicy.Decide(current, start.WorkflowIdReusePolicy, start.WorkflowIdConflictPolicy);
        if (policy.Result == IdPolicy.Outcome.Refuse) throw policy.Refusal();
        if (policy.Result == IdPolicy.Outcome.UseExisting)
        {
            if (current!.Signals.HasSeen(request.RequestId)) return Response(current, started: false);
            current.Signals.CheckLimit();
            unit.Touch(current).Signals.Add(Signal(request));
            return Response(current, started: false);
        }

        var next = StartRequest.ToRun(start, namespaceId, unit.Now);
        if (policy.Result == IdPolicy.Outcome.Replace) policy.Terminate(unit, next.RunId);
        return Response(unit.Core.Starter.Start(unit, next, Signal(request)), started: true);
    }

    private static WorkflowExecutionSignaledEventAttributes Signal(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        SignalName = request.SignalName,
        Input = request.SignalInput,
        Identity = request.Identity,
        Header = request.Header,
        RequestId = request.RequestId,
    };

    private static SignalWithStartWorkflowExecutionResponse Response(Run run, bool started) =>
        new() { RunId = run.State.RunId, FirstExecutionRunId = run.State.FirstRunId, Started = started };
}
