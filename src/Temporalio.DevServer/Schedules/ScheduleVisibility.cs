using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Schedules;

/// <summary>The row of a schedule in the tables that lists are made from: a workflow of a division of its own.</summary>
internal static class ScheduleVisibility
{
    /// <summary>What stands in front of a schedule's id where it is shown as a workflow id.</summary>
    public const string IdPrefix = "temporal-sys-scheduler:";

    private const string TypeName = "temporal-sys-scheduler-workflow";
    private const string TaskQueue = "temporal-sys-per-ns-tq";

    public static void Put(ServiceCore core, ScheduleRecord record, WriteBatch batch)
    {
        var started = record.Info.CreateTime.ToUnixNanoseconds();
        var execution = new WorkflowExecution { WorkflowId = IdPrefix + record.ScheduleId, RunId = record.RunId };
        var info = new WorkflowExecutionInfo
        {
            Execution = execution,
            Type = new WorkflowType { Name = TypeName },
            StartTime = record.Info.CreateTime,
            ExecutionTime = record.Info.CreateTime,
            Status = WorkflowExecutionStatus.Running,
            Memo = record.Memo ?? new Memo(),
            SearchAttributes = record.SearchAttributes ?? new SearchAttributes(),
            TaskQueue = TaskQueue,
            RootExecution = execution,
            FirstRunId = record.RunId,
        };
        batch.Add(
            Statement.PutVisibility, RowOf(record), record.NamespaceId, execution.WorkflowId, execution.RunId, TypeName,
            (int)WorkflowExecutionStatus.Running, started, started, null, long.MaxValue, TaskQueue, null, null,
            execution.WorkflowId, execution.RunId, null, null, null, null, info.ToByteArray());
        PutAttributes(core, record, batch);
    }

    public static void Remove(ScheduleRecord record, WriteBatch batch)
    {
        batch.Add(Statement.DeleteVisibility, RowOf(record));
        batch.Add(Statement.DeleteAttributes, RowOf(record));
    }

    private static void PutAttributes(ServiceCore core, ScheduleRecord record, WriteBatch batch)
    {
        var row = RowOf(record);
        batch.Add(Statement.DeleteAttributes, row);
        batch.Add(Statement.PutAttribute, row, SystemAttributes.Division, SystemAttributes.ScheduleDivision);
        batch.Add(Statement.PutAttribute, row, SystemAttributes.ScheduleId, record.ScheduleId);
        batch.Add(Statement.PutAttribute, row, SystemAttributes.SchedulePaused, record.Schedule.State.Paused ? 1L : 0L);
        if (record.SearchAttributes is null) return;
        var within = core.Namespaces.Get(record.NamespaceId);
        foreach (var (name, payload) in record.SearchAttributes.IndexedFields)
        {
            if (SearchAttributeCodec.IsNull(payload) || SearchAttributeCodec.TypeOf(name, within) is not { } type) continue;
            foreach (var value in SearchAttributeCodec.ForStorage(payload, type)) batch.Add(Statement.PutAttribute, row, name, value);
        }
    }

    /// <summary>Runs have the positive numbers.</summary>
    private static long RowOf(ScheduleRecord record) => -record.Key;
}
