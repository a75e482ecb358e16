using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Rpc;

/// <summary>Options of a running workflow, changed from outside: which version it runs on, and its priority.</summary>
internal sealed class RunOptionsRpc(ServiceCore core)
{
    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<UpdateWorkflowExecutionOptionsRequest, UpdateWorkflowExecutionOptionsResponse>(service, "UpdateWorkflowExecutionOptions", (request, _) => UpdateAsync(request));
        methods.Add<PauseWorkflowExecutionRequest, PauseWorkflowExecutionResponse>(service, "PauseWorkflowExecution", (request, _) => throw NoPause(request.Namespace));
        methods.Add<UnpauseWorkflowExecutionRequest, UnpauseWorkflowExecutionResponse>(service, "UnpauseWorkflowExecution", (request, _) => throw NotPaused(request));
    }

    /// <summary>A namespace of the real service's development server has no pauses of whole workflows either.</summary>
    private ServiceError NoPause(string namespaceName) =>
        ServiceError.Unimplemented($"workflow pause is not enabled for namespace: {core.Namespaces.ByName(namespaceName).Name}");

    private ServiceError NotPaused(UnpauseWorkflowExecutionRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        if (request.WorkflowId.Length == 0) return ServiceError.InvalidArgument("Can't load workflow execution.  WorkflowId not set.");
        RequestChecks.RunId(request.RunId);
        core.Locked(() => core.Runs.GetOpen(within.Id, request.WorkflowId, request.RunId));
        return new ServiceError(StatusCode.FailedPrecondition, "workflow is not paused.");
    }

    private Task<UpdateWorkflowExecutionOptionsResponse> UpdateAsync(UpdateWorkflowExecutionOptionsRequest request)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.WorkflowId(request.WorkflowExecution?.WorkflowId);
        RequestChecks.RunId(request.WorkflowExecution!.RunId);
        if (request.WorkflowExecutionOptions is not { } wanted) throw ServiceError.InvalidArgument("WorkflowExecutionOptions is required");
        Check(wanted.VersioningOverride);
        var fields = Fields(request.UpdateMask);
        return core.WriteAsync(unit =>
        {
            var run = core.Runs.GetOpen(within.Id, request.WorkflowExecution.WorkflowId, request.WorkflowExecution.RunId);
            if (fields.Contains("versioning_override")) CheckVersion(wanted.VersioningOverride, run);
            var before = Of(run);
            var after = Merge(before, wanted, fields);
            if (!after.Equals(before)) Apply(unit.Touch(run), after, request.Identity);
            return new UpdateWorkflowExecutionOptionsResponse { WorkflowExecutionOptions = after };
        });
    }

    private static void Apply(Run run, WorkflowExecutionOptions options, string identity)
    {
        run.State.VersioningOverride = options.VersioningOverride;
        run.State.Priority = options.Priority;
        run.Events.Add(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionOptionsUpdated,
            WorkerMayIgnore = true,
            WorkflowExecutionOptionsUpdatedEventAttributes = new()
            {
                VersioningOverride = options.VersioningOverride,
                UnsetVersioningOverride = options.VersioningOverride is null,
                Priority = options.Priority,
                Identity = identity,
            },
        });
    }

    private static WorkflowExecutionOptions Of(Run run) => new() { VersioningOverride = run.State.VersioningOverride, Priority = run.State.Priority };

    private static WorkflowExecutionOptions Merge(WorkflowExecutionOptions before, WorkflowExecutionOptions wanted, HashSet<string> fields) => new()
    {
        VersioningOverride = fields.Contains("versioning_override") ? wanted.VersioningOverride : before.VersioningOverride,
        Priority = fields.Contains("priority") ? wanted.Priority : before.Priority,
    };

    private static HashSet<string> Fields(FieldMask? mask)
    {
        var fields = (mask?.Paths ?? []).ToHashSet();
        return fields.FirstOrDefault(f => f is not ("versioning_override" or "priority")) is { } unknown
            ? throw ServiceError.InvalidArgument($"error parsing UpdateMask: proto: invalid path \"{unknown}\" for message \"temporal.api.workflow.v1.WorkflowExecutionOptions\"")
            : fields;
    }

    private static void Check(VersioningOverride? wanted)
    {
        if (wanted is null) return;
        if (wanted.Behavior == VersioningBehavior.Pinned && wanted.PinnedVersion.Length == 0 && wanted.Deployment is null)
            throw ServiceError.InvalidArgument("must provide deployment (deprecated) or pinned version if behavior is 'PINNED'");
        if (wanted.Pinned is { Version: null }) throw ServiceError.InvalidArgument("must provide version if override is pinned.");
    }

    /// <summary>Nobody can register a version here, so none is ever present.</summary>
    private static void CheckVersion(VersioningOverride? wanted, Run run)
    {
        var version = wanted?.Pinned?.Version is { } pinned ? $"{pinned.DeploymentName}:{pinned.BuildId}"
            : wanted?.Behavior == VersioningBehavior.Pinned ? wanted.PinnedVersion : null;
        if (version is not null)
            throw new ServiceError(StatusCode.FailedPrecondition, $"Pinned version '{version}' is not present in task queue '{run.State.TaskQueue}' of type 'Workflow'");
    }
}
