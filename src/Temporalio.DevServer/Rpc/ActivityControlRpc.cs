using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Rpc;

/// <summary>What operators do to pending activities: hold them, start them over, give them other options.</summary>
internal sealed class ActivityControlRpc(ServiceCore core)
{
    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<PauseActivityRequest, PauseActivityResponse>(service, "PauseActivity", PauseAsync);
        methods.Add<UnpauseActivityRequest, UnpauseActivityResponse>(service, "UnpauseActivity", UnpauseAsync);
        methods.Add<ResetActivityRequest, ResetActivityResponse>(service, "ResetActivity", ResetAsync);
        methods.Add<UpdateActivityOptionsRequest, UpdateActivityOptionsResponse>(service, "UpdateActivityOptions", UpdateOptionsAsync);
    }

    private Task<PauseActivityResponse> PauseAsync(PauseActivityRequest request, CallContext call) =>
        ChangeAsync(request.Namespace, request.Execution, request.Id, request.Type, all: false, (run, activity) =>
        {
            if (activity.Paused) return new PauseActivityResponse();
            activity.Paused = true;
            (activity.PauseTime, activity.PauseIdentity, activity.PauseReason) = (run.Work.Stamp, request.Identity, request.Reason);
            run.Activities.Intervene(activity);
            return new PauseActivityResponse();
        });

    private Task<UnpauseActivityResponse> UnpauseAsync(UnpauseActivityRequest request, CallContext call) =>
        ChangeAsync(request.Namespace, request.Execution, request.Id, request.Type, request.UnpauseAll, (run, activity) =>
        {
            if (!activity.Paused) return new UnpauseActivityResponse();
            activity.Paused = false;
            if (request.ResetAttempts) StartOver(activity);
            if (request.ResetHeartbeat) (activity.HeartbeatDetails, activity.HeartbeatTime) = (null, null);
            ScheduleNow(run, activity, request.Jitter);
            run.Activities.Intervene(activity);
            return new UnpauseActivityResponse();
        });

    private Task<ResetActivityResponse> ResetAsync(ResetActivityRequest request, CallContext call) =>
        ChangeAsync(request.Namespace, request.Execution, request.Id, request.Type, request.MatchAll, (run, activity) =>
        {
            if (!request.KeepPaused) activity.Paused = false;
            if (request.RestoreOriginalOptions) ActivityOptionsPatch.Restore(activity, run);
            StartOver(activity);
            if (request.ResetHeartbeat) (activity.HeartbeatDetails, activity.HeartbeatTime) = (null, null);
            ScheduleNow(run, activity, request.Jitter);
            run.Activities.Intervene(activity);
            return new ResetActivityResponse();
        });

    private Task<UpdateActivityOptionsResponse> UpdateOptionsAsync(UpdateActivityOptionsRequest request, CallContext call)
    {
        core.Namespaces.ByName(request.Namespace);
        RequestChecks.WorkflowId(request.Execution?.WorkflowId);
        var hasMask = request.UpdateMask is { Paths.Count: > 0 };
        if (request.RestoreOriginal && hasMask) throw ServiceError.InvalidArgument("Both UpdateMask and RestoreOriginal are provided");
        if (!request.RestoreOriginal && request.ActivityOptions is null) throw ServiceError.InvalidArgument("ActivityOptions are not provided");
        if (!request.RestoreOriginal && !hasMask) throw ServiceError.InvalidArgument("UpdateMask is not provided");
        return ChangeAsync(request.Namespace, request.Execution, request.Id, request.Type, request.MatchAll, (run, activity) =>
        {
            if (request.RestoreOriginal) ActivityOptionsPatch.Restore(activity, run);
            else ActivityOptionsPatch.Apply(activity, request.ActivityOptions ?? new(), request.UpdateMask!);
            run.Activities.Intervene(activity);
            return new UpdateActivityOptionsResponse { ActivityOptions = ActivityOptionsPatch.Of(activity).Clone() };
        });
    }

    /// <summary>Changes the activities a request names: one by its id, all of a type, or all.</summary>
    private Task<T> ChangeAsync<T>(string namespaceName, WorkflowExecution? execution, string id, string type, bool all, Func<Run, ActivityState, T> change)
    {
        var within = core.Namespaces.ByName(namespaceName);
        RequestChecks.WorkflowId(execution?.WorkflowId);
        RequestChecks.RunId(execution!.RunId);
        if (id.Length == 0 && type.Length == 0 && !all) throw ServiceError.InvalidArgument("Either Activity.Id or Activity.Type should be set on request.");
        return core.WriteAsync(unit =>
        {
            var run = core.Runs.GetOpen(within.Id, execution.WorkflowId, execution.RunId);
            var chosen = run.Activities.All.Where(a => all || (id.Length > 0 ? a.ActivityId == id : a.Type.Name == type)).ToArray();
            if (chosen.Length == 0) throw ServiceError.NoSuchActivity();
            unit.Touch(run);
            return chosen.Select(activity => change(run, activity)).ToArray()[0];
        });
    }

    /// <summary>
    /// The attempt is the first again. A worker that runs it as the first is told so; one that runs a later attempt is told that it
    /// does not know it any more.
    /// </summary>
    private static void StartOver(ActivityState activity)
    {
        activity.Attempt = 1;
        activity.Reset = activity.StartedTime is not null;
    }

    private static void ScheduleNow(Run run, ActivityState activity, Duration? jitter)
    {
        if (activity.StartedTime is not null) return;
        activity.LastFailure = null;
        activity.ScheduledTime = (run.Work.Now + (jitter.OrZero() * Random.Shared.NextDouble())).ToTimestamp();
    }
}
