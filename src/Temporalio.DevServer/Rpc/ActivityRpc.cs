using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Commands;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Rpc;

/// <summary>The activity worker's side.</summary>
internal sealed class ActivityRpc(ServiceCore core)
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse>(service, "PollActivityTaskQueue", PollAsync);
        methods.Add<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse>(service, "RecordActivityTaskHeartbeat", HeartbeatAsync);
        methods.Add<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>(service, "RespondActivityTaskCompleted", CompleteAsync);
        methods.Add<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>(service, "RespondActivityTaskFailed", FailAsync);
        methods.Add<RespondActivityTaskCanceledRequest, RespondActivityTaskCanceledResponse>(service, "RespondActivityTaskCanceled", CancelAsync);
        methods.Add<RecordActivityTaskHeartbeatByIdRequest, RecordActivityTaskHeartbeatByIdResponse>(service, "RecordActivityTaskHeartbeatById", HeartbeatByIdAsync);
        methods.Add<RespondActivityTaskCompletedByIdRequest, RespondActivityTaskCompletedByIdResponse>(service, "RespondActivityTaskCompletedById", CompleteByIdAsync);
        methods.Add<RespondActivityTaskFailedByIdRequest, RespondActivityTaskFailedByIdResponse>(service, "RespondActivityTaskFailedById", FailByIdAsync);
        methods.Add<RespondActivityTaskCanceledByIdRequest, RespondActivityTaskCanceledByIdResponse>(service, "RespondActivityTaskCanceledById", CancelByIdAsync);
    }

    private async Task<PollActivityTaskQueueResponse> PollAsync(PollActivityTaskQueueRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.LongPoll(call);
        RequestChecks.TaskQueue(request.TaskQueue);
        var key = new QueueKey(within.Id, request.TaskQueue.Name, TaskQueueType.Activity);
        var rate = request.TaskQueueMetadata?.MaxTasksPerSecond;
        while (await core.Matching.TakeAsync(key, request.Identity, rate, call.WaitTime(LongestPoll, Margin), call) is { } task)
        {
            if (call.Aborted.IsCancellationRequested)
            {
                core.Matching.PutBack(key, task);
                break;
            }

            if (await core.WriteAsync(unit => HandOver(unit, (QueuedActivity)task, request)) is { } answer) return answer;
        }

        return new PollActivityTaskQueueResponse();
    }

    private static PollActivityTaskQueueResponse? HandOver(Unit unit, QueuedActivity task, PollActivityTaskQueueRequest request)
    {
        if (!task.IsWanted) return null;
        var run = unit.Touch(task.Run);
        var version = request.WorkerVersionCapabilities?.BuildId is { Length: > 0 } build ? new WorkerVersionStamp { BuildId = build } : null;
        run.Activities.Start(task.Activity, request.Identity, Guid.NewGuid().ToString(), version);
        return ActivityTaskAnswer.For(run, task.Activity);
    }

    private async Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(RecordActivityTaskHeartbeatRequest request, CallContext call)
    {
        var token = RequestChecks.Token(request.TaskToken, request.Namespace, core);
        return await core.WriteAsync(unit =>
        {
            var found = Find(token);
            var (paused, reset) = (found.Activity.Paused, found.Activity.Reset);
            return new RecordActivityTaskHeartbeatResponse { CancelRequested = Heartbeat(unit, found, request.Details), ActivityPaused = paused, ActivityReset = reset };
        });
    }

    private async Task<RecordActivityTaskHeartbeatByIdResponse> HeartbeatByIdAsync(RecordActivityTaskHeartbeatByIdRequest request, CallContext call)
    {
        var find = FindById(request.Namespace, request.WorkflowId, request.RunId, request.ActivityId, mustBeStarted: true);
        return await core.WriteAsync(unit =>
        {
            var found = find();
            var (paused, reset) = (found.Activity.Paused, found.Activity.Reset);
            return new RecordActivityTaskHeartbeatByIdResponse { CancelRequested = Heartbeat(unit, found, request.Details), ActivityPaused = paused, ActivityReset = reset };
        });
    }

    private async Task<RespondActivityTaskCompletedResponse> CompleteAsync(RespondActivityTaskCompletedRequest request, CallContext call)
    {
        var token = RequestChecks.Token(request.TaskToken, request.Namespace, core);
        await core.WriteAsync(unit => Complete(unit, Find(token), request.Result, request.Identity));
        return new RespondActivityTaskCompletedResponse();
    }

    private async Task<RespondActivityTaskCompletedByIdResponse> CompleteByIdAsync(RespondActivityTaskCompletedByIdRequest request, CallContext call)
    {
        var find = FindById(request.Namespace, request.WorkflowId, request.RunId, request.ActivityId, mustBeStarted: false);
        await core.WriteAsync(unit => Complete(unit, find(), request.Result, request.Identity));
        return new RespondActivityTaskCompletedByIdResponse();
    }

    private async Task<RespondActivityTaskFailedResponse> FailAsync(RespondActivityTaskFailedRequest request, CallContext call)
    {
        var token = RequestChecks.Token(request.TaskToken, request.Namespace, core);
        CheckFailure(request.Failure);
        await core.WriteAsync(unit => Fail(unit, Find(token), request.Failure, request.LastHeartbeatDetails, request.Identity));
        return new RespondActivityTaskFailedResponse();
    }

    private async Task<RespondActivityTaskFailedByIdResponse> FailByIdAsync(RespondActivityTaskFailedByIdRequest request, CallContext call)
    {
        CheckFailure(request.Failure);
        var find = FindById(request.Namespace, request.WorkflowId, request.RunId, request.ActivityId, mustBeStarted: true);
        await core.WriteAsync(unit => Fail(unit, find(), request.Failure, request.LastHeartbeatDetails, request.Identity));
        return new RespondActivityTaskFailedByIdResponse();
    }

    private async Task<RespondActivityTaskCanceledResponse> CancelAsync(RespondActivityTaskCanceledRequest request, CallContext call)
    {
        var token = RequestChecks.Token(request.TaskToken, request.Namespace, core);
        await core.WriteAsync(unit => Cancel(unit, Find(token), request.Details, request.Identity));
        return new RespondActivityTaskCanceledResponse();
    }

    private async Task<RespondActivityTaskCanceledByIdResponse> CancelByIdAsync(RespondActivityTaskCanceledByIdRequest request, CallContext call)
    {
        var find = FindById(request.Namespace, request.WorkflowId, request.RunId, request.ActivityId, mustBeStarted: true);
        await core.WriteAsync(unit => Cancel(unit, find(), request.Details, request.Identity));
        return new RespondActivityTaskCanceledByIdResponse();
    }

    private static bool Heartbeat(Unit unit, (Run Run, ActivityState Activity) found, Payloads? details)
    {
        var run = unit.Touch(found.Run);
        if (!PayloadLimits.Exceeded(details)) return run.Activities.Heartbeat(found.Activity, details);
        run.Activities.Fail(found.Activity, TooLarge("Heartbeat details exceed size limit."), ServiceIdentity.History);
        return true;
    }

    private static bool Complete(Unit unit, (Run Run, ActivityState Activity) found, Payloads? result, string identity)
    {
        var run = unit.Touch(found.Run);
        if (PayloadLimits.Exceeded(result)) run.Activities.Fail(found.Activity, TooLarge("Complete result exceeds size limit."), identity);
        else run.Activities.Complete(found.Activity, result, identity);
        return true;
    }

    private static bool Fail(Unit unit, (Run Run, ActivityState Activity) found, Failure? failure, Payloads? lastDetails, string identity)
    {
        var run = unit.Touch(found.Run);
        if (lastDetails is not null) run.Activities.Heartbeat(found.Activity, lastDetails);
        var kept = PayloadLimits.Exceeded(failure) ? TooLarge("Failure exceeds size limit.") : failure ?? new Failure();
        run.Activities.Fail(found.Activity, kept, identity);
        return true;
    }

    private static bool Cancel(Unit unit, (Run Run, ActivityState Activity) found, Payloads? details, string identity)
    {
        if (found.Activity.CancelRequestedId == 0)
            throw ServiceError.InvalidArgument("unable to mark activity as canceled without activity being request canceled first");
        unit.Touch(found.Run).Activities.Cancel(found.Activity, details, identity);
        return true;
    }

    private (Run Run, ActivityState Activity) Find(TaskToken token)
    {
        var run = core.Runs.Find(token.NamespaceId, token.WorkflowId, token.RunId);
        if (run is not { IsOpen: true }) throw run is null ? ServiceError.ActivityNotFound() : ServiceError.AlreadyCompleted();
        var activity = run.Activities.Find(token.ScheduledId);
        return activity?.StartedTime is not null && activity.Attempt == token.Attempt ? (run, activity) : throw ServiceError.ActivityNotFound();
    }

    /// <summary>Checks the names now; the look-up itself belongs into the unit.</summary>
    private Func<(Run Run, ActivityState Activity)> FindById(string namespaceName, string workflowId, string runId, string activityId, bool mustBeStarted)
    {
        var within = core.Namespaces.ByName(namespaceName);
        if (activityId.Length == 0) throw ServiceError.InvalidArgument("ActivityId is not set on request.");
        RequestChecks.WorkflowId(workflowId);
        RequestChecks.RunId(runId);
        return () =>
        {
            var run = core.Runs.GetOpen(within.Id, workflowId, runId);
            var activity = run.Activities.FindById(activityId);
            return activity is not null && (!mustBeStarted || activity.StartedTime is not null) ? (run, activity) : throw ServiceError.ActivityNotFound();
        };
    }

    private static void CheckFailure(Failure? failure)
    {
        if (failure is not null && failure.ApplicationFailureInfo is null) throw ServiceError.InvalidArgument("Failure must have ApplicationFailureInfo.");
    }

    private static Failure TooLarge(string message) => new()
    {
        Message = message,
        ServerFailureInfo = new ServerFailureInfo { NonRetryable = true },
    };
}
