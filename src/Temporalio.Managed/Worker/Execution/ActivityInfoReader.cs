using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Execution;

internal static class ActivityInfoReader
{
    public static ActivityInfo Read(PollActivityTaskQueueResponse task, WorkerSettings settings)
    {
        var workflowId = task.WorkflowExecution?.WorkflowId.NullIfEmpty();
        var converter = settings.DataConverter.WithSerializationContext(new ISerializationContext.Activity(
            settings.Namespace, task.ActivityId, workflowId, task.WorkflowType?.Name, task.ActivityType.Name, settings.TaskQueue, false));
        return new(
            ActivityId: task.ActivityId,
            ActivityType: task.ActivityType.Name,
            Attempt: task.Attempt,
            CurrentAttemptScheduledTime: task.CurrentAttemptScheduledTime?.ToDateTime() ?? default,
            DataConverter: converter,
            HeartbeatDetails: task.HeartbeatDetails?.Payloads_.ToArray() ?? [],
            HeartbeatTimeout: task.HeartbeatTimeout.ToSpan(),
            IsLocal: false,
            Namespace: settings.Namespace,
            Priority: new(task.Priority),
            RetryPolicy: task.RetryPolicy is { } retry ? Common.RetryPolicy.FromProto(retry) : null,
            ScheduleToCloseTimeout: task.ScheduleToCloseTimeout.ToSpan(),
            ScheduledTime: task.ScheduledTime?.ToDateTime() ?? default,
            StartToCloseTimeout: task.StartToCloseTimeout.ToSpan(),
            StartedTime: task.StartedTime?.ToDateTime() ?? default,
            TaskQueue: settings.TaskQueue,
            TaskToken: task.TaskToken.ToByteArray(),
            WorkflowId: workflowId,
            WorkflowNamespace: workflowId is null ? null : task.WorkflowNamespace,
            WorkflowRunId: workflowId is null ? null : task.WorkflowExecution?.RunId,
            WorkflowType: workflowId is null ? null : task.WorkflowType?.Name);
    }
}
