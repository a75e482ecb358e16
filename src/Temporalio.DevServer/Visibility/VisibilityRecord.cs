using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Visibility;

/// <summary>The row of a run in the tables that lists are made from.</summary>
internal static class VisibilityRecord
{
    public static void Put(Run run, WriteBatch batch)
    {
        var info = ExecutionSummary.For(run);
        var root = info.RootExecution;
        long? closed = info.CloseTime?.ToUnixNanoseconds();
        batch.Add(
            Statement.PutVisibility,
            run.Key,
            run.State.NamespaceId,
            info.Execution.WorkflowId,
            info.Execution.RunId,
            info.Type.Name,
            (int)info.Status,
            info.StartTime.ToUnixNanoseconds(),
            info.ExecutionTime.ToUnixNanoseconds(),
            closed,
            closed ?? long.MaxValue,
            info.TaskQueue,
            info.ParentExecution?.WorkflowId,
            info.ParentExecution?.RunId,
            root.WorkflowId,
            root.RunId,
            closed is null ? null : info.HistoryLength,
            closed is null ? null : info.HistorySizeBytes,
            closed is null ? null : (long)(info.ExecutionDuration.ToTimeSpan().Ticks * 100),
            closed is null ? null : info.StateTransitionCount,
            info.ToByteArray());
        PutAttributes(run, info.SearchAttributes, batch);
    }

    private static void PutAttributes(Run run, SearchAttributes? attributes, WriteBatch batch)
    {
        batch.Add(Statement.DeleteAttributes, run.Key);
        if (attributes is null) return;
        var within = run.Core.Namespaces.Get(run.State.NamespaceId);
        foreach (var (name, payload) in attributes.IndexedFields)
        {
            if (SearchAttributeCodec.IsNull(payload) || SearchAttributeCodec.TypeOf(name, within) is not { } type) continue;
            foreach (var value in SearchAttributeCodec.ForStorage(payload, type)) batch.Add(Statement.PutAttribute, run.Key, name, value);
        }
    }
}
