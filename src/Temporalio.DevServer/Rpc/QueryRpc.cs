using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Runs;

namespace Temporalio.DevServer.Rpc;

/// <summary>Asking workflows about themselves.</summary>
internal sealed class QueryRpc(ServiceCore core)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(200);

    public void Register(MethodTable methods) =>
        methods.Add<QueryWorkflowRequest, QueryWorkflowResponse>(MethodTable.WorkflowService, "QueryWorkflow", QueryAsync);

    private async Task<QueryWorkflowResponse> QueryAsync(QueryWorkflowRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.Execution(request.Execution);
        if (request.Query?.QueryType is not { Length: > 0 }) throw ServiceError.InvalidArgument("QueryType is not set on request.");
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Stopping);
        var patience = call.WaitTime(LongestWait, Margin);
        ends.CancelAfter(patience);
        var run = core.Locked(() => core.Runs.Get(within.Id, request.Execution.WorkflowId, request.Execution.RunId));
        if (core.Locked(() => Rejection(run, request.QueryRejectCondition)) is { } rejected) return new QueryWorkflowResponse { QueryRejected = rejected };
        try
        {
            var buffered = core.Locked(() => Buffer(run, request.Query, patience));
            var result = buffered is null ? null : await WaitAsync(run, buffered, ends.Token);
            return Response(result ?? await AskDirectlyAsync(run, request.Query, ends.Token));
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            throw call.Stopping.IsCancellationRequested ? ServiceError.Unavailable("The service is stopping.") : QueryErrors.NoAnswer();
        }
    }

    private static QueryRejected? Rejection(Run run, QueryRejectCondition condition)
    {
        var status = run.State.Status;
        var rejects = condition switch
        {
            QueryRejectCondition.NotOpen => !run.IsOpen,
            QueryRejectCondition.NotCompletedCleanly => !run.IsOpen && status != WorkflowExecutionStatus.Completed,
            _ => false,
        };
        return rejects ? new QueryRejected { Status = status } : null;
    }

    /// <summary>Queues the query behind a workflow task that is about to change the answer; null if there is none.</summary>
    private BufferedQuery? Buffer(Run run, WorkflowQuery query, TimeSpan patience)
    {
        var hasHistory = run.State.LastStartedId > 0;
        if (!run.IsOpen) return hasHistory ? null : throw QueryErrors.ClosedBeforeFirstTask();
        if (run.State.FirstTaskAt is { } firstTask && firstTask.ToDateTime() > core.Now() + patience) throw QueryErrors.NotScheduled();
        if (run.Tasks.Attempt >= QueryErrors.FailingAttempts) throw QueryErrors.TaskFailing();
        return hasHistory && !run.Tasks.IsPending ? null : run.Queries.Add(query);
    }

    private async Task<WorkflowQueryResult?> WaitAsync(Run run, BufferedQuery query, CancellationToken ct)
    {
        try
        {
            return await query.Result.WaitAsync(ct);
        }
        finally
        {
            core.Locked(() =>
            {
                run.Queries.Remove(query);
                return 0;
            });
        }
    }

    /// <summary>Asks the worker that remembers the run; if it keeps silent, any other.</summary>
    private async Task<WorkflowQueryResult> AskDirectlyAsync(Run run, WorkflowQuery query, CancellationToken ct)
    {
        if (await AskAsync(run, query, allowSticky: true, ct) is { } answer) return answer;
        core.Locked(() =>
        {
            if (run.IsOpen) run.Tasks.ClearSticky();
            return 0;
        });
        return await AskAsync(run, query, allowSticky: false, ct) ?? throw QueryErrors.NoAnswer();
    }

    private async Task<WorkflowQueryResult?> AskAsync(Run run, WorkflowQuery query, bool allowSticky, CancellationToken ct)
    {
        var direct = new DirectQuery(query);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var isSticky = core.Locked(() => core.Matching.OfferQuery(new QueuedQuery(run, direct), allowSticky));
            if (isSticky) ends.CancelAfter(run.State.StickyTimeout.OrZero());
            return await direct.Result.WaitAsync(ends.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            core.Matching.ForgetQuery(direct);
        }
    }

    private static QueryWorkflowResponse Response(WorkflowQueryResult result) => result.ResultType == QueryResultType.Answered
        ? new QueryWorkflowResponse { QueryResult = result.Answer }
        : throw new ServiceError(StatusCode.InvalidArgument, result.ErrorMessage, new QueryFailedFailure { Failure = result.Failure });
}
