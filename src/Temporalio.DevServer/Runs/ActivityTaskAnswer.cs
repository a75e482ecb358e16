using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Runs;

/// <summary>What a worker gets to see of an activity it has been given.</summary>
internal static class ActivityTaskAnswer
{
    public static PollActivityTaskQueueResponse For(Run run, ActivityState activity) => new()
    {
        TaskToken = new TaskToken
        {
            NamespaceId = run.State.NamespaceId,
            WorkflowId = run.State.WorkflowId,
            RunId = run.State.RunId,
            ScheduledId = activity.ScheduledId,
            Attempt = activity.Attempt,
            StartedTicks = activity.StartedTime.ToDateTime().Ticks,
            ActivityId = activity.ActivityId,
        }.ToByteString(),
        WorkflowNamespace = run.NamespaceName,
        WorkflowType = new WorkflowType { Name = run.State.WorkflowType },
        WorkflowExecution = run.Execution,
        ActivityType = activity.Type,
        ActivityId = activity.ActivityId,
        Header = activity.Header,
        Input = activity.Input,
        HeartbeatDetails = activity.HeartbeatDetails,
        ScheduledTime = activity.FirstScheduledTime,
        CurrentAttemptScheduledTime = activity.ScheduledTime,
        StartedTime = activity.StartedTime,
        Attempt = activity.Attempt,
        ScheduleToCloseTimeout = activity.ScheduleToClose,
        StartToCloseTimeout = activity.StartToClose,
        HeartbeatTimeout = activity.Heartbeat,
        RetryPolicy = activity.RetryPolicy,
    };
}
