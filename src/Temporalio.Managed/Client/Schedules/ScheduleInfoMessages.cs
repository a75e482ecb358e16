using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Proto = Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>What the service says about schedules.</summary>
internal static class ScheduleInfoMessages
{
    public static ScheduleInfo FromProto(Proto.ScheduleInfo info) => new(
        info.ActionCount,
        info.MissedCatchupWindow,
        info.OverlapSkipped,
        [.. info.RunningWorkflows.Select(FromProto)],
        [.. info.RecentActions.Select(FromProto)],
        [.. info.FutureActionTimes.Select(t => t.ToDateTime())],
        info.CreateTime.ToDateTime(),
        info.UpdateTime?.ToDateTime());

    public static ScheduleActionResult FromProto(Proto.ScheduleActionResult result) => new(
        result.ScheduleTime.ToDateTime(), result.ActualTime.ToDateTime(), FromProto(result.StartWorkflowResult ?? new()));

    public static IReadOnlyDictionary<string, IEncodedRawValue> Memo(Memo? memo, DataConverter converter) =>
        (memo?.Fields ?? []).ToDictionary(f => f.Key, f => (IEncodedRawValue)new EncodedRawValue(converter, f.Value));

    public static SearchAttributeCollection SearchAttributes(SearchAttributes? attributes) =>
        attributes == null ? SearchAttributeCollection.Empty : SearchAttributeCollection.FromProto(attributes);

    private static ScheduleActionExecutionStartWorkflow FromProto(Api.Common.V1.WorkflowExecution execution) => new(execution.WorkflowId, execution.RunId);
}
