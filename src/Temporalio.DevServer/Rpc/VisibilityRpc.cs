using System.Globalization;
using Temporalio.Api.Filter.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>Finding runs.</summary>
internal sealed class VisibilityRpc(ServiceCore core)
{
    private readonly VisibilityReader reader = new(core.Store);

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>(service, "ListWorkflowExecutions", ListAsync);
        methods.Add<ScanWorkflowExecutionsRequest, ScanWorkflowExecutionsResponse>(service, "ScanWorkflowExecutions", ScanAsync);
        methods.Add<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>(service, "CountWorkflowExecutions", CountAsync);
        methods.Add<ListOpenWorkflowExecutionsRequest, ListOpenWorkflowExecutionsResponse>(service, "ListOpenWorkflowExecutions", ListOpenAsync);
        methods.Add<ListClosedWorkflowExecutionsRequest, ListClosedWorkflowExecutionsResponse>(service, "ListClosedWorkflowExecutions", ListClosedAsync);
    }

    private async Task<ListWorkflowExecutionsResponse> ListAsync(ListWorkflowExecutionsRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        await core.Written();
        var (executions, next) = reader.List(within, request.Query, request.PageSize, request.NextPageToken);
        return new ListWorkflowExecutionsResponse { Executions = { executions }, NextPageToken = next };
    }

    private async Task<ScanWorkflowExecutionsResponse> ScanAsync(ScanWorkflowExecutionsRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        await core.Written();
        var (executions, next) = reader.List(within, request.Query, request.PageSize, request.NextPageToken);
        return new ScanWorkflowExecutionsResponse { Executions = { executions }, NextPageToken = next };
    }

    private async Task<CountWorkflowExecutionsResponse> CountAsync(CountWorkflowExecutionsRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        await core.Written();
        var (count, groups) = reader.Count(within, request.Query);
        return new CountWorkflowExecutionsResponse
        {
            Count = count,
            Groups =
            {
                groups.Select(g => new CountWorkflowExecutionsResponse.Types.AggregationGroup
                {
                    GroupValues = { SearchAttributeCodec.Keyword(g.Value) },
                    Count = g.Count,
                }),
            },
        };
    }

    private async Task<ListOpenWorkflowExecutionsResponse> ListOpenAsync(ListOpenWorkflowExecutionsRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        await core.Written();
        var query = Query("ExecutionStatus = 'Running'", request.StartTimeFilter, request.ExecutionFilter, request.TypeFilter, null);
        var (executions, next) = reader.List(within, query, request.MaximumPageSize, request.NextPageToken);
        return new ListOpenWorkflowExecutionsResponse { Executions = { executions }, NextPageToken = next };
    }

    private async Task<ListClosedWorkflowExecutionsResponse> ListClosedAsync(ListClosedWorkflowExecutionsRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        await core.Written();
        var query = Query("ExecutionStatus != 'Running'", request.StartTimeFilter, request.ExecutionFilter, request.TypeFilter, request.StatusFilter);
        var (executions, next) = reader.List(within, query, request.MaximumPageSize, request.NextPageToken);
        return new ListClosedWorkflowExecutionsResponse { Executions = { executions }, NextPageToken = next };
    }

    /// <summary>The old filters in the words of the query language.</summary>
    private static string Query(string state, StartTimeFilter? time, WorkflowExecutionFilter? execution, WorkflowTypeFilter? type, StatusFilter? status)
    {
        var parts = new List<string> { state };
        if (time?.EarliestTime is { } earliest) parts.Add($"StartTime >= {earliest.ToUnixNanoseconds().ToString(CultureInfo.InvariantCulture)}");
        if (time?.LatestTime is { } latest) parts.Add($"StartTime <= {latest.ToUnixNanoseconds().ToString(CultureInfo.InvariantCulture)}");
        if (execution is not null) parts.Add($"WorkflowId = {Quote(execution.WorkflowId)}");
        if (type is not null) parts.Add($"WorkflowType = {Quote(type.Name)}");
        if (status is not null) parts.Add($"ExecutionStatus = '{status.Status}'");
        return string.Join(" AND ", parts);
    }

    private static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
