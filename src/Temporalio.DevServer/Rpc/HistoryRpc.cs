using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Rpc;

/// <summary>Reading histories, and waiting for what is not there yet.</summary>
internal sealed class HistoryRpc(ServiceCore core)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(service, "GetWorkflowExecutionHistory", GetAsync);
        methods.Add<GetWorkflowExecutionHistoryReverseRequest, GetWorkflowExecutionHistoryReverseResponse>(service, "GetWorkflowExecutionHistoryReverse", GetReverseAsync);
    }

    private Task<GetWorkflowExecutionHistoryResponse> GetAsync(GetWorkflowExecutionHistoryRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.Execution(request.Execution);
        var token = Parse(request.NextPageToken);
        if (token is not null && request.Execution.RunId.Length > 0 && token.RunId != request.Execution.RunId)
            throw ServiceError.InvalidArgument("RunId in the request does not match the NextPageToken.");
        var run = core.Locked(() => core.Runs.Get(within.Id, request.Execution.WorkflowId, token?.RunId ?? request.Execution.RunId));
        return request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent
            ? GetCloseAsync(run, request, call)
            : GetAllAsync(run, request, token, call);
    }

    private async Task<GetWorkflowExecutionHistoryResponse> GetCloseAsync(Run run, GetWorkflowExecutionHistoryRequest request, CallContext call)
    {
        await WaitAsync(run, () => !run.IsOpen, call);
        return await core.ReadAsync(() =>
        {
            var response = new GetWorkflowExecutionHistoryResponse { History = new() };
            if (!run.IsOpen) response.History.Events.Add(FollowableClose(run.Events.Get(run.LastEventId), call));
            else if (request.WaitNewEvent) response.NextPageToken = new HistoryToken { RunId = run.State.RunId, NextEventId = 1 }.ToByteString();
            return response;
        });
    }

    private async Task<GetWorkflowExecutionHistoryResponse> GetAllAsync(Run run, GetWorkflowExecutionHistoryRequest request, HistoryToken? token, CallContext call)
    {
        var first = token?.NextEventId ?? 1;
        if (request.WaitNewEvent) await WaitAsync(run, () => !run.IsOpen || run.LastEventId >= first, call);
        return await core.ReadAsync(() =>
        {
            var last = token is { LastEventId: > 0 } ? Math.Min(token.LastEventId, run.LastEventId) : run.LastEventId;
            var page = run.Events.Page(first, last, PageSize(request.MaximumPageSize));
            var end = page.Count == 0 ? last : page[^1].EventId;
            var response = new GetWorkflowExecutionHistoryResponse { History = new() { Events = { page } } };
            if (end < last || (request.WaitNewEvent && run.IsOpen))
            {
                response.NextPageToken = new HistoryToken
                {
                    RunId = run.State.RunId,
                    NextEventId = end + 1,
                    LastEventId = token?.LastEventId ?? 0,
                    WithUnwrittenTask = token?.WithUnwrittenTask ?? false,
                }.ToByteString();
            }
            else if (run.IsOpen && call.ShowsUnwrittenTasks)
            {
                response.History.Events.Add(run.Tasks.UnwrittenEvents());
            }

            return response;
        });
    }

    private Task<GetWorkflowExecutionHistoryReverseResponse> GetReverseAsync(GetWorkflowExecutionHistoryReverseRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.Execution(request.Execution);
        var token = Parse(request.NextPageToken);
        return core.ReadAsync(() =>
        {
            var run = core.Runs.Get(within.Id, request.Execution.WorkflowId, token?.RunId ?? request.Execution.RunId);
            var last = token?.NextEventId ?? run.LastEventId;
            var first = Math.Max(1, last - PageSize(request.MaximumPageSize) + 1);
            var response = new GetWorkflowExecutionHistoryReverseResponse
            {
                History = new() { Events = { Enumerable.Reverse(run.Events.Range(first, last)) } },
            };
            if (first > 1) response.NextPageToken = new HistoryToken { RunId = run.State.RunId, NextEventId = first - 1 }.ToByteString();
            return response;
        });
    }

    /// <summary>Waits until the condition holds, the patience of either side ends or the service stops.</summary>
    private async Task WaitAsync(Run run, Func<bool> isReady, CallContext call)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Stopping);
        ends.CancelAfter(call.WaitTime(LongestWait, Margin));
        while (core.Locked(() => run.IsAbandoned ? throw Run.Interrupted() : isReady() ? null : run.NextEvents()) is { } next)
        {
            await next.WaitAsync(ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ends.IsCancellationRequested) return;
        }
    }

    /// <summary>
    /// Clients that do not say they can follow a chain of runs by other means are shown a continue-as-new in place of the
    /// close that led to a retry or the next cron run.
    /// </summary>
    private static HistoryEvent FollowableClose(HistoryEvent close, CallContext call)
    {
        if (call.Header("supported-features").Contains("follows-next-run-id", StringComparison.Ordinal)) return close;
        var (next, result, failure) = close.EventType switch
        {
            EventType.WorkflowExecutionCompleted =>
                (close.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId, close.WorkflowExecutionCompletedEventAttributes.Result, null),
            EventType.WorkflowExecutionFailed =>
                (close.WorkflowExecutionFailedEventAttributes.NewExecutionRunId, null, close.WorkflowExecutionFailedEventAttributes.Failure),
            EventType.WorkflowExecutionTimedOut =>
                (close.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId, (Api.Common.V1.Payloads?)null, (Api.Failure.V1.Failure?)null),
            _ => ("", null, null),
        };
        if (next.Length == 0) return close;
        return new HistoryEvent
        {
            EventId = close.EventId,
            EventTime = close.EventTime,
            EventType = EventType.WorkflowExecutionContinuedAsNew,
            TaskId = close.TaskId,
            WorkflowExecutionContinuedAsNewEventAttributes = new()
            {
                NewExecutionRunId = next,
                LastCompletionResult = result,
                Failure = failure,
            },
        };
    }

    private static int PageSize(int asked) => asked is <= 0 or > WorkflowTaskAnswer.BatchesPerPage ? WorkflowTaskAnswer.BatchesPerPage : asked;

    private static HistoryToken? Parse(ByteString token)
    {
        if (token.IsEmpty) return null;
        try
        {
            return HistoryToken.Parser.ParseFrom(token);
        }
        catch (InvalidProtocolBufferException)
        {
            throw ServiceError.InvalidArgument("Invalid NextPageToken.");
        }
    }
}
