using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;

namespace Temporalio.Client.Calls;

/// <summary>Calls to one workflow.</summary>
internal sealed class WorkflowCalls(TemporalClient client) : ServiceCalls(client)
{
    public async Task SignalAsync(SignalWorkflowInput input)
    {
        var converter = ConverterFor(input.Id);
        var request = new SignalWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(input.Id, input.RunId),
            SignalName = input.Signal,
            Input = input.Args.Count == 0 ? null : await ToPayloadsAsync(converter, input.Args),
            Header = await ToHeaderAsync(converter, input.Headers),
            Identity = Identity,
            RequestId = NewRequestId(),
        };
        await Service.SignalWorkflowExecutionAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
    }

    public async Task<TResult> QueryAsync<TResult>(QueryWorkflowInput input)
    {
        var converter = ConverterFor(input.Id);
        var request = new QueryWorkflowRequest
        {
            Namespace = Namespace,
            Execution = Execution(input.Id, input.RunId),
            Query = new()
            {
                QueryType = input.Query,
                QueryArgs = input.Args.Count == 0 ? null : await ToPayloadsAsync(converter, input.Args),
                Header = await ToHeaderAsync(converter, input.Headers),
            },
            QueryRejectCondition = input.Options?.RejectCondition ?? Client.Options.QueryRejectCondition ?? QueryRejectCondition.Unspecified,
        };
        QueryWorkflowResponse response;
        try
        {
            response = await Service.QueryWorkflowAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
        }
        catch (RpcException e) when (e.GetDetail<QueryFailedFailure>() != null)
        {
            throw new WorkflowQueryFailedException(e.Message);
        }

        if (response.QueryRejected != null)
            throw new WorkflowQueryRejectedException(response.QueryRejected.Status);
        return await Results.ReadAsync<TResult>(converter, response.QueryResult);
    }

    public async Task<WorkflowExecutionDescription> DescribeAsync(DescribeWorkflowInput input)
    {
        var request = new DescribeWorkflowExecutionRequest { Namespace = Namespace, Execution = Execution(input.Id, input.RunId) };
        var response = await Service.DescribeWorkflowExecutionAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
        return new(response, ConverterFor(input.Id));
    }

    public Task CancelAsync(CancelWorkflowInput input)
    {
        var request = new RequestCancelWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(input.Id, input.RunId),
            FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
            Identity = Identity,
            RequestId = NewRequestId(),
        };
        return Service.RequestCancelWorkflowExecutionAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
    }

    public async Task TerminateAsync(TerminateWorkflowInput input)
    {
        var request = new TerminateWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(input.Id, input.RunId),
            FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
            Reason = input.Reason ?? string.Empty,
            Details = input.Options?.Details is { Count: > 0 } details ? await ToPayloadsAsync(ConverterFor(input.Id), details) : null,
            Identity = Identity,
        };
        await Service.TerminateWorkflowExecutionAsync(request, TemporalClient.DefaultRetryOptions(input.Options?.Rpc));
    }

    public async Task<WorkflowHistoryEventPage> FetchHistoryPageAsync(FetchWorkflowHistoryEventPageInput input)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = Namespace,
            Execution = Execution(input.Id, input.RunId),
            MaximumPageSize = input.PageSize ?? 0,
            NextPageToken = input.NextPageToken == null ? ByteString.Empty : ByteString.CopyFrom(input.NextPageToken),
            WaitNewEvent = input.WaitNewEvent,
            HistoryEventFilterType = input.EventFilterType,
            SkipArchival = input.SkipArchival,
        };
        var response = await Service.GetWorkflowExecutionHistoryAsync(request, TemporalClient.DefaultRetryOptions(input.Rpc));
        return new(
            response.History?.Events.ToArray() ?? [],
            response.NextPageToken.IsEmpty ? null : response.NextPageToken.ToByteArray());
    }

    private static Api.Common.V1.WorkflowExecution Execution(string id, string? runId) => new() { WorkflowId = id, RunId = runId ?? string.Empty };
}
