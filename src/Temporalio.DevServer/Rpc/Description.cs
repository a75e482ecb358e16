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
        var waiting = activity.StartedTime is null && activity.ScheduledTime.ToDateTime() > now;
        return new PendingActivityInfo
        {
            ActivityId = activity.ActivityId,
            ActivityType = activity.Type,
            State = State(activity),
            Paused = activity.Paused,
            HeartbeatDetails = activity.HeartbeatDetails,
            LastHeartbeatTime = activity.HeartbeatTime,
            LastStartedTime = activity.LastStartedTime,
            Attempt = activity.Attempt,
            MaximumAttempts = activity.RetryPolicy.MaximumAttempts,
            ScheduledTime = activity.StartedTime is null ? activity.ScheduledTime : null,
            ExpirationTime = activity.ScheduleToClose.OrNone() is { } total ? (activity.FirstScheduledTime.ToDateTime() + total).ToTimestamp() : null,
            LastFailure = activity.LastFailure,
            LastWorkerIdentity = activity.LastIdentity,
            CurrentRetryInterval = waiting ? activity.RetryInterval : null,
            LastAttemptCompleteTime = activity.LastCompletedTime,
            NextAttemptScheduleTime = waiting ? activity.ScheduledTime : null,
            ActivityOptions = new()
            {
                TaskQueue = activity.Queue,
                ScheduleToCloseTimeout = activity.ScheduleToClose,
                ScheduleToStartTimeout = activity.ScheduleToStart,
                StartToCloseTimeout = activity.StartToClose,
                HeartbeatTimeout = activity.Heartbeat,
                RetryPolicy = activity.RetryPolicy,
            },
        };
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
