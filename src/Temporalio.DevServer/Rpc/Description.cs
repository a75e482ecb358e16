using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>Everything there is to say about a run.</summary>
internal static class Description
{
    public static DescribeWorkflowExecutionResponse Of(Run run, DateTime now)
    {
        var state = run.State;
        var info = ExecutionSummary.For(run);
        info.AutoResetPoints = state.ResetPoints;
        info.FirstRunId = state.FirstRunId;
        info.Priority = state.Priority;
        info.VersioningInfo = Versioning(state.VersioningOverride);
        return new DescribeWorkflowExecutionResponse
        {
            ExecutionConfig = new WorkflowExecutionConfig
            {
                TaskQueue = new TaskQueue { Name = state.TaskQueue, Kind = TaskQueueKind.Normal },
                WorkflowExecutionTimeout = state.ExecutionTimeout ?? new Duration(),
                WorkflowRunTimeout = state.RunTimeout ?? new Duration(),
                DefaultWorkflowTaskTimeout = state.TaskTimeout,
                UserMetadata = state.UserMetadata,
            },
            WorkflowExecutionInfo = info,
            PendingActivities = { run.Activities.All.Select(a => Activity(a, now)) },
            PendingChildren = { run.Children.All.Select(Child) },
            PendingWorkflowTask = state.Task is null ? null : Task(state.Task),
            WorkflowExtendedInfo = new WorkflowExecutionExtendedInfo
            {
                CancelRequested = state.CancelRequested,
                ExecutionExpirationTime = state.ExecutionExpiration,
                RunExpirationTime = state.RunExpiration ?? new Timestamp { Seconds = -62135596800 },
                OriginalStartTime = state.OriginalStartTime,
                ResetRunId = state.ResetRunId,
                LastResetTime = state.LastResetTime,
                RequestIdInfos = { state.RequestIds },
            },
        };
    }

    private static PendingActivityInfo Activity(ActivityState activity, DateTime now)
    {
        var waiting = activity is { StartedTime: null, Paused: false } && activity.ScheduledTime.ToDateTime() > now;
        return new PendingActivityInfo
        {
            ActivityId = activity.ActivityId,
            ActivityType = activity.Type,
            State = State(activity),
            Paused = activity.Paused,
            HeartbeatDetails = activity.HeartbeatDetails,
            LastHeartbeatTime = activity.HeartbeatTime,
            LastStartedTime = activity.StartedTime is null ? null : activity.LastStartedTime,
            Attempt = activity.Attempt,
            MaximumAttempts = activity.RetryPolicy.MaximumAttempts,
            ScheduledTime = activity.ScheduledTime,
            ExpirationTime = activity.ScheduleToClose.OrNone() is { } total ? (activity.FirstScheduledTime.ToDateTime() + total).ToTimestamp() : null,
            LastFailure = activity.LastFailure,
            LastWorkerIdentity = activity.LastIdentity,
            CurrentRetryInterval = waiting ? activity.RetryInterval : null,
            LastAttemptCompleteTime = activity.LastCompletedTime,
            NextAttemptScheduleTime = waiting ? activity.ScheduledTime : null,
            PauseInfo = activity.Paused ? Pause(activity) : null,
            ActivityOptions = Options(activity),
        };
    }

    private static PendingActivityInfo.Types.PauseInfo Pause(ActivityState activity) => new()
    {
        PauseTime = activity.PauseTime,
        Manual = new() { Identity = activity.PauseIdentity, Reason = activity.PauseReason },
    };

    private static Api.Activity.V1.ActivityOptions Options(ActivityState activity)
    {
        var options = ActivityOptionsPatch.Of(activity).Clone();
        options.TaskQueue = new TaskQueue { Name = activity.Queue.Name, NormalName = activity.Queue.Name };
        return options;
    }

    private static WorkflowExecutionVersioningInfo? Versioning(VersioningOverride? set)
    {
        if (set is null) return null;
        var shown = set.Clone();
        // Older clients look at this field.
        if (shown.AutoUpgrade) shown.Behavior = VersioningBehavior.AutoUpgrade;
        return new WorkflowExecutionVersioningInfo { VersioningOverride = shown };
    }

    private static PendingActivityState State(ActivityState activity)
    {
        if (activity.CancelRequestedId > 0) return PendingActivityState.CancelRequested;
        if (activity.StartedTime is null) return activity.Paused ? PendingActivityState.Paused : PendingActivityState.Scheduled;
        return activity.Paused ? PendingActivityState.PauseRequested : PendingActivityState.Started;
    }

    private static PendingChildExecutionInfo Child(ChildState child) => new()
    {
        WorkflowId = child.WorkflowId,
        RunId = child.RunId,
        WorkflowTypeName = child.Type.Name,
        InitiatedId = child.InitiatedId,
        ParentClosePolicy = child.ClosePolicy,
    };

    private static PendingWorkflowTaskInfo Task(WorkflowTaskState task) => new()
    {
        State = task.StartedId > 0 ? PendingWorkflowTaskState.Started : PendingWorkflowTaskState.Scheduled,
        ScheduledTime = task.ScheduledTime,
        OriginalScheduledTime = task.OriginalScheduledTime,
        StartedTime = task.StartedTime,
        Attempt = task.Attempt,
    };
}
