using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;

namespace Temporalio.Client.Calls;

/// <summary>Finding workflows.</summary>
internal sealed class ListCalls(TemporalClient client) : ServiceCalls(client)
{
    public async IAsyncEnumerable<WorkflowExecution> ListAsync(ListWorkflowsInput input)
    {
        var left = input.Options?.Limit is > 0 and var limit ? limit : int.MaxValue;
        byte[]? token = null;
        do
        {
            var page = await PageAsync(input.Query, token, 0, input.Options?.Rpc);
            foreach (var workflow in page.Workflows)
            {
                if (left-- == 0)
                    yield break;
                yield return workflow;
            }

            token = page.NextPageToken;
        }
        while (token != null && left > 0);
    }

    public Task<WorkflowListPage> ListPageAsync(ListWorkflowsPaginatedInput input) =>
        PageAsync(input.Query, input.NextPageToken, input.Options?.PageSize ?? 0, input.Options?.Rpc);

    public async Task<WorkflowExecutionCount> CountAsync(CountWorkflowsInput input)
    {
        var request = new CountWorkflowExecutionsRequest { Namespace = Namespace, Query = input.Query };
        return new(await Service.CountWorkflowExecutionsAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc)));
    }

    private async Task<WorkflowListPage> PageAsync(string query, byte[]? token, int pageSize, RpcOptions? rpcOptions)
    {
        var request = new ListWorkflowExecutionsRequest
        {
            Namespace = Namespace,
            Query = query,
            PageSize = pageSize,
            NextPageToken = token == null ? ByteString.Empty : ByteString.CopyFrom(token),
        };
        var response = await Service.ListWorkflowExecutionsAsync(request, TemporalClient.DefaultRetryOptions(rpcOptions));
        return new(
            [.. response.Executions.Select(e => new WorkflowExecution(e, Client.Options.DataConverter, Namespace))],
            response.NextPageToken.IsEmpty ? null : response.NextPageToken.ToByteArray());
    }
}
