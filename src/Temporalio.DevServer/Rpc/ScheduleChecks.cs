using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>What callers may ask of a schedule.</summary>
internal static class ScheduleChecks
{
    /// <summary>Of a schedule that is there: the real service looks for the workflow that it is there.</summary>
    public static void Id(string scheduleId)
    {
        if (scheduleId.Length == 0) throw ServiceError.InvalidArgument("Can't load workflow execution.  WorkflowId not set.");
        RequestChecks.Length(scheduleId, "ScheduleId");
    }

    public static void NewId(string scheduleId)
    {
        if (scheduleId.Length == 0) throw ServiceError.InvalidArgument("ScheduleId is not set on request.");
        RequestChecks.Length(scheduleId, "ScheduleId");
    }

    public static void RequestId(string requestId)
    {
        if (requestId.Length == 0) throw ServiceError.InvalidArgument("RequestId is not set on request.");
        RequestChecks.Length(requestId, "RequestId");
    }

    public static void Schedule(Schedule? schedule, NamespaceRecord within)
    {
        if (schedule?.Action?.StartWorkflow is not { } action) throw ServiceError.InvalidArgument("Only StartWorkflow action is supported for schedules");
        RequestChecks.WorkflowId(action.WorkflowId);
        RequestChecks.WorkflowType(action.WorkflowType);
        RequestChecks.TaskQueue(action.TaskQueue);
        RequestChecks.Timeout(action.WorkflowExecutionTimeout, "WorkflowExecutionTimeoutSeconds");
        RequestChecks.Timeout(action.WorkflowRunTimeout, "WorkflowRunTimeoutSeconds");
        RequestChecks.Timeout(action.WorkflowTaskTimeout, "WorkflowTaskTimeoutSeconds");
        RetryRules.Check(action.RetryPolicy);
        if (action.CronSchedule.Length > 0) throw ServiceError.InvalidArgument("Scheduled workflow must not contain CronSchedule");
        if (action.WorkflowIdReusePolicy is not (WorkflowIdReusePolicy.Unspecified or WorkflowIdReusePolicy.AllowDuplicate))
            throw ServiceError.InvalidArgument("Scheduled workflow must not contain WorkflowIDReusePolicy");
        RequestChecks.Blob(action.Input);
        RequestChecks.Memo(action.Memo);
        Attributes(action.SearchAttributes, within);
    }

    public static void Attributes(SearchAttributes? attributes, NamespaceRecord within)
    {
        if (SearchAttributeCodec.Invalid(attributes, within) is { } wrong) throw ServiceError.InvalidArgument(wrong);
    }

    public static void Patch(SchedulePatch? patch)
    {
        foreach (var backfill in patch?.BackfillRequest ?? [])
        {
            if (backfill.StartTime is null || backfill.EndTime is null) throw ServiceError.InvalidArgument("Backfill request must have a start and an end time");
        }
    }
}
