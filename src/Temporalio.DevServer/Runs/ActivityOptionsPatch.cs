using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Runs;

/// <summary>Changes the options of a pending activity, field by field.</summary>
internal static class ActivityOptionsPatch
{
    public static ActivityOptions Of(ActivityState activity) => new()
    {
        TaskQueue = activity.Queue,
        ScheduleToCloseTimeout = activity.ScheduleToClose,
        ScheduleToStartTimeout = activity.ScheduleToStart,
        StartToCloseTimeout = activity.StartToClose,
        HeartbeatTimeout = activity.Heartbeat,
        RetryPolicy = activity.RetryPolicy,
    };

    /// <summary>Takes over the fields that the mask names.</summary>
    /// <exception cref="ServiceError">The result makes no sense.</exception>
    public static void Apply(ActivityState activity, ActivityOptions wanted, FieldMask mask)
    {
        foreach (var path in mask.Paths) Apply(activity, wanted, path);
        RetryRules.Check(activity.RetryPolicy);
    }

    /// <summary>Takes back every change made since the activity was scheduled.</summary>
    public static void Restore(ActivityState activity, Run run)
    {
        var scheduled = run.Events.Get(activity.ScheduledId).ActivityTaskScheduledEventAttributes;
        activity.Queue = new() { Name = scheduled.TaskQueue.Name };
        activity.ScheduleToClose = scheduled.ScheduleToCloseTimeout;
        activity.ScheduleToStart = scheduled.ScheduleToStartTimeout;
        activity.StartToClose = scheduled.StartToCloseTimeout;
        activity.Heartbeat = scheduled.HeartbeatTimeout;
        activity.RetryPolicy = scheduled.RetryPolicy;
    }

    private static void Apply(ActivityState activity, ActivityOptions wanted, string path)
    {
        var policy = wanted.RetryPolicy ?? new RetryPolicy();
        switch (path.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant())
        {
            case "taskqueue" or "taskqueue.name":
                if (wanted.TaskQueue?.Name is not { Length: > 0 } name) throw ServiceError.InvalidArgument("TaskQueue is not set on request.");
                activity.Queue = new() { Name = name, Kind = Api.Enums.V1.TaskQueueKind.Normal };
                break;
            case "scheduletoclosetimeout": activity.ScheduleToClose = wanted.ScheduleToCloseTimeout; break;
            case "scheduletostarttimeout": activity.ScheduleToStart = wanted.ScheduleToStartTimeout; break;
            case "starttoclosetimeout": activity.StartToClose = wanted.StartToCloseTimeout; break;
            case "heartbeattimeout": activity.Heartbeat = wanted.HeartbeatTimeout; break;
            case "retrypolicy": activity.RetryPolicy = RetryRules.WithDefaults(wanted.RetryPolicy); break;
            case "retrypolicy.initialinterval": Retry(activity, p => p.InitialInterval = policy.InitialInterval); break;
            case "retrypolicy.backoffcoefficient": Retry(activity, p => p.BackoffCoefficient = policy.BackoffCoefficient); break;
            case "retrypolicy.maximuminterval": Retry(activity, p => p.MaximumInterval = policy.MaximumInterval); break;
            case "retrypolicy.maximumattempts": Retry(activity, p => p.MaximumAttempts = policy.MaximumAttempts); break;

            // A field it does not know changes nothing, as in the real service: the official tool names task_queue_name.
            default: break;
        }
    }

    /// <summary>The policy may be shared with the event in the history, which stays as it is.</summary>
    private static void Retry(ActivityState activity, Action<RetryPolicy> change)
    {
        var changed = activity.RetryPolicy.Clone();
        change(changed);
        activity.RetryPolicy = changed;
    }
}
