using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>A request to start a workflow, checked and with its gaps filled.</summary>
internal static class StartRequest
{
    /// <summary>Checks the request and sets the defaults in it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="within">The namespace it is for.</param>
    /// <param name="defaultConflict">What to do if such a workflow runs and the request does not say.</param>
    public static void Prepare(StartWorkflowExecutionRequest request, NamespaceRecord within, WorkflowIdConflictPolicy defaultConflict)
    {
        RequestChecks.WorkflowId(request.WorkflowId);
        RequestChecks.WorkflowType(request.WorkflowType);
        RequestChecks.TaskQueue(request.TaskQueue);
        RequestChecks.Timeout(request.WorkflowExecutionTimeout, "WorkflowExecutionTimeoutSeconds");
        RequestChecks.Timeout(request.WorkflowRunTimeout, "WorkflowRunTimeoutSeconds");
        RequestChecks.Timeout(request.WorkflowTaskTimeout, "WorkflowTaskTimeoutSeconds");
        RequestChecks.Timeout(request.WorkflowStartDelay, "WorkflowStartDelaySeconds");
        RetryRules.Check(request.RetryPolicy);
        RequestChecks.Length(request.RequestId, "RequestId");
        if (request.RequestId.Length == 0) request.RequestId = Guid.NewGuid().ToString();
        CheckCron(request);
        PreparePolicies(request, defaultConflict);
        if (SearchAttributeCodec.Invalid(request.SearchAttributes, within) is { } wrong) throw ServiceError.InvalidArgument(wrong);
        request.SearchAttributes = SearchAttributeCodec.WithTypes(request.SearchAttributes, within);
        RequestChecks.Blob(request.Input);
        RequestChecks.Memo(request.Memo);
    }

    /// <summary>The run that the request asks for.</summary>
    public static NextRun ToRun(StartWorkflowExecutionRequest request, string namespaceId, DateTime now)
    {
        var runId = Guid.CreateVersion7(now).ToString();
        var runTimeout = RunLimits.RunTimeout(request.WorkflowRunTimeout.OrZero(), request.WorkflowExecutionTimeout.OrZero());
        var backoff = request.CronSchedule.Length > 0 ? CronSchedule.Parse(request.CronSchedule).FirstBackoff(now) : request.WorkflowStartDelay.OrZero();
        return new NextRun
        {
            NamespaceId = namespaceId,
            RunId = runId,
            RequestId = request.RequestId,
            UserMetadata = request.UserMetadata,
            Started = new WorkflowExecutionStartedEventAttributes
            {
                WorkflowType = request.WorkflowType,
                TaskQueue = new TaskQueue { Name = request.TaskQueue.Name, Kind = TaskQueueKind.Normal },
                Input = request.Input,
                WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
                WorkflowRunTimeout = runTimeout > TimeSpan.Zero ? runTimeout.ToDuration() : request.WorkflowRunTimeout,
                WorkflowTaskTimeout = RunLimits.TaskTimeout(request.WorkflowTaskTimeout.OrZero(), runTimeout).ToDuration(),
                WorkflowExecutionExpirationTime = RunExpiry.Execution(now + backoff, request.WorkflowExecutionTimeout),
                OriginalExecutionRunId = runId,
                FirstExecutionRunId = runId,
                Identity = request.Identity,
                RetryPolicy = request.RetryPolicy is null ? null : RetryRules.WithDefaults(request.RetryPolicy),
                Attempt = 1,
                CronSchedule = request.CronSchedule,
                Initiator = request.CronSchedule.Length > 0 ? ContinueAsNewInitiator.CronSchedule : ContinueAsNewInitiator.Unspecified,
                FirstWorkflowTaskBackoff = backoff.ToDuration(),
                Memo = request.Memo,
                SearchAttributes = request.SearchAttributes,
                Header = request.Header,
                WorkflowId = request.WorkflowId,
                ContinuedFailure = request.ContinuedFailure,
                LastCompletionResult = request.LastCompletionResult,
                Priority = request.Priority,
            },
        };
    }

    /// <summary>The start that a signal-with-start contains.</summary>
    public static StartWorkflowExecutionRequest From(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        Namespace = request.Namespace,
        WorkflowId = request.WorkflowId,
        WorkflowType = request.WorkflowType,
        TaskQueue = request.TaskQueue,
        Input = request.Input,
        WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
        WorkflowRunTimeout = request.WorkflowRunTimeout,
        WorkflowTaskTimeout = request.WorkflowTaskTimeout,
        Identity = request.Identity,
        RequestId = request.RequestId,
        WorkflowIdReusePolicy = request.WorkflowIdReusePolicy,
        WorkflowIdConflictPolicy = request.WorkflowIdConflictPolicy,
        RetryPolicy = request.RetryPolicy,
        CronSchedule = request.CronSchedule,
        Memo = request.Memo,
        SearchAttributes = request.SearchAttributes,
        Header = request.Header,
        WorkflowStartDelay = request.WorkflowStartDelay,
        UserMetadata = request.UserMetadata,
        Priority = request.Priority,
    };

    private static void CheckCron(StartWorkflowExecutionRequest request)
    {
        if (request.CronSchedule.Length == 0) return;
        if (!CronSchedule.IsValid(request.CronSchedule)) throw ServiceError.InvalidArgument("invalid CronSchedule.");
        if (request.WorkflowStartDelay.OrZero() > TimeSpan.Zero) throw ServiceError.InvalidArgument("CronSchedule and WorkflowStartDelay may not be used together.");
    }

    private static void PreparePolicies(StartWorkflowExecutionRequest request, WorkflowIdConflictPolicy defaultConflict)
    {
        if (request.WorkflowIdReusePolicy == WorkflowIdReusePolicy.TerminateIfRunning)
        {
            if (request.WorkflowIdConflictPolicy != WorkflowIdConflictPolicy.Unspecified)
                throw ServiceError.InvalidArgument("Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING cannot be used together with a WorkflowIDConflictPolicy");
            request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicate;
            request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting;
            return;
        }

        if (request.WorkflowIdReusePolicy == WorkflowIdReusePolicy.RejectDuplicate && request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.TerminateExisting)
            throw ServiceError.InvalidArgument("Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE cannot be used together with WorkflowIdConflictPolicy WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING");
        if (request.WorkflowIdReusePolicy == WorkflowIdReusePolicy.Unspecified) request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicate;
        if (request.WorkflowIdConflictPolicy == WorkflowIdConflictPolicy.Unspecified) request.WorkflowIdConflictPolicy = defaultConflict;
    }
}
