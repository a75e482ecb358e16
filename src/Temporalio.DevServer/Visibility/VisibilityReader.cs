using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Visibility;

/// <summary>Lists and counts runs and schedules: open ones first, newest first, then closed ones, latest first.</summary>
internal sealed class VisibilityReader(Store store)
{
    private const int LargestPage = 1000;
    private const string NoDivision =
        $"NOT EXISTS(SELECT 1 FROM attributes d WHERE d.run_key = v.run_key AND d.name = '{SystemAttributes.Division}')";
    private const string Division =
        $"COALESCE((SELECT d.value FROM attributes d WHERE d.run_key = v.run_key AND d.name = '{SystemAttributes.Division}'), '')";
    private const string IsSchedule =
        $"EXISTS(SELECT 1 FROM attributes d WHERE d.run_key = v.run_key AND d.name = '{SystemAttributes.Division}' AND d.value = '{SystemAttributes.ScheduleDivision}')";

    public (List<WorkflowExecutionInfo> Executions, ByteString NextPage) List(NamespaceRecord within, string query, int pageSize, ByteString pageToken)
    {
        var parsed = QueryParser.Parse(query, within, 1);
        return List(within, parsed, Where(parsed), pageSize, pageToken);
    }

    /// <summary>Lists schedules, in their form as workflows: newest first.</summary>
    public (List<WorkflowExecutionInfo> Schedules, ByteString NextPage) ListSchedules(NamespaceRecord within, string query, int pageSize, ByteString pageToken)
    {
        var parsed = QueryParser.Parse(query, within, 1, ofSchedules: true);
        return List(within, parsed, WhereSchedule(parsed), pageSize, pageToken);
    }

    /// <summary>The number of schedules.</summary>
    public long CountSchedules(NamespaceRecord within, string query)
    {
        var parsed = QueryParser.Parse(query, within, 1, ofSchedules: true);
        if (parsed.GroupBy is not null) throw ServiceError.InvalidArgument("invalid query: operation is not supported: 'GROUP BY' clause is not supported for schedules");
        return store.Read(
            $"SELECT COUNT(*) FROM visibility v WHERE v.namespace_id = $0 AND {WhereSchedule(parsed)}",
            [within.Id, .. parsed.Parameters],
            row => row.GetInt64(0))[0];
    }

    private (List<WorkflowExecutionInfo> Executions, ByteString NextPage) List(
        NamespaceRecord within, VisibilityQuery parsed, string where, int pageSize, ByteString pageToken)
    {
        var parameters = new List<object> { within.Id };
        parameters.AddRange(parsed.Parameters);
        var after = "";
        if (!pageToken.IsEmpty)
        {
            var token = Parse(pageToken);
            var n = parameters.Count;
            after = $" AND (v.order_time < ${n} OR (v.order_time = ${n} AND (v.start_time < ${n + 1} OR (v.start_time = ${n + 1} AND v.run_id > ${n + 2}))))";
            parameters.AddRange([token.OrderTime, token.StartTime, token.RunId]);
        }

        var size = pageSize is <= 0 or > LargestPage ? LargestPage : pageSize;
        var rows = store.Read(
            $"""
            SELECT v.order_time, v.start_time, v.run_id, v.info FROM visibility v
            WHERE v.namespace_id = $0 AND {where}{after}
            ORDER BY v.order_time DESC, v.start_time DESC, v.run_id LIMIT {size + 1}
            """,
            parameters,
            row => (Order: row.GetInt64(0), Start: row.GetInt64(1), RunId: row.GetString(2), Info: WorkflowExecutionInfo.Parser.ParseFrom(Store.Blob(row, 3))));
        var next = ByteString.Empty;
        if (rows.Count > size)
        {
            rows.RemoveAt(size);
            var last = rows[^1];
            next = new ListToken { OrderTime = last.Order, StartTime = last.Start, RunId = last.RunId }.ToByteString();
        }

        return ([.. rows.Select(r => r.Info)], next);
    }

    /// <summary>The number of runs, in all or by what the query groups them by.</summary>
    public (long Count, List<(string Value, long Count)> Groups) Count(NamespaceRecord within, string query)
    {
        var parsed = QueryParser.Parse(query, within, 1);
        var byStatus = parsed.GroupBy == "ExecutionStatus";
        var group = byStatus ? "v.status" : parsed.GroupBy is null ? "0" : Division;
        var rows = store.Read(
            $"SELECT {group} AS g, COUNT(*) FROM visibility v WHERE v.namespace_id = $0 AND {Where(parsed)} GROUP BY g ORDER BY g",
            [within.Id, .. parsed.Parameters],
            row => (Value: byStatus ? ((WorkflowExecutionStatus)row.GetInt32(0)).ToString() : row.GetString(0), Count: row.GetInt64(1)));
        return (rows.Sum(r => r.Count), parsed.GroupBy is null ? [] : rows);
    }

    private static string Where(VisibilityQuery query) => query.NamesDivision ? $"({query.Condition})" : $"({query.Condition}) AND {NoDivision}";

    private static string WhereSchedule(VisibilityQuery query) => $"({query.Condition}) AND {IsSchedule}";

    private static ListToken Parse(ByteString token)
    {
        try
        {
            return ListToken.Parser.ParseFrom(token);
        }
        catch (InvalidProtocolBufferException)
        {
            throw ServiceError.InvalidArgument("Invalid NextPageToken.");
        }
    }
}
