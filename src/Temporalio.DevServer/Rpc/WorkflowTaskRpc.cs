using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Commands;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Rpc;

/// <summary>The workflow worker's side.</summary>
internal sealed class WorkflowTaskRpc(ServiceCore core)
{
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>(service, "PollWorkflowTaskQueue", PollAsync);
        methods.Add<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse>(service, "RespondWorkflowTaskCompleted", CompleteAsync);
        methods.Add<RespondWorkflowTaskFailedRequest, RespondWorkflowTaskFailedResponse>(service, "RespondWorkflowTaskFailed", FailAsync);
        methods.Add<RespondQueryTaskCompletedRequest, RespondQueryTaskCompletedResponse>(service, "RespondQueryTaskCompleted", AnswerQueryAsync);
        methods.Add<ResetStickyTaskQueueRequest, ResetStickyTaskQueueResponse>(service, "ResetStickyTaskQueue", ResetStickyAsync);
    }

    private async Task<PollWorkflowTaskQueueResponse> PollAsync(PollWorkflowTaskQueueRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.LongPoll(call);
        RequestChecks.TaskQueue(request.TaskQueue);
        var key = new QueueKey(within.Id, request.TaskQueue.Name, TaskQueueType.Workflow);
        var isSticky = request.TaskQueue.Kind == TaskQueueKind.Sticky;
        while (await core.Matching.TakeAsync(key, request.Identity, null, call.WaitTime(LongestPoll, Margin), call) is { } task)
        {
            if (call.Aborted.IsCancellationRequested)
            {
                core.Matching.PutBack(key, task);
                break;
            }

            if (await core.WriteAsync(unit => HandOver(unit, task, request, isSticky)) is { } answer) return answer;
        }

        return new PollWorkflowTaskQueueResponse();
    }

    /// <summary>Gives a task to the worker that polled; null if it is not wanted any more.</summary>
    private static PollWorkflowTaskQueueResponse? HandOver(Unit unit, QueuedTask task, PollWorkflowTaskQueueRequest request, bool isSticky)
    {
        if (!task.IsWanted) return null;
        if (task is QueuedQuery query) return QueryTaskAnswer.For(unit, query, isSticky);
        var run = task.Run.State.Task.Kind == TaskKind.Speculative ? unit.JoinInMemory(task.Run) : unit.Join(task.Run);
        run.Tasks.Start(request.Identity, Guid.NewGuid().ToString(), isSticky && request.TaskQueue.Name == run.State.StickyQueue, Version(request.WorkerVersionCapabilities));
        return WorkflowTaskAnswer.For(run, onlyNew: run.Tasks.IsSticky);
    }

    private Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(RespondWorkflowTaskCompletedRequest request, CallContext call)
    {
        var token = RequestChecks.Token(request.TaskToken, request.Namespace, core);
        return core.WriteAsync(unit => new TaskCompletion(unit, FindTask(token), request).Apply());
    }

    private Task<RespondWorkflowTaskFailedResponse> FailAsync(RespondWorkflowTaskFailedRequest request, CallContext call)
    {
        var token = RequestChecks.Token(request.TaskToken, request.Namespace, core);
        return core.WriteAsync(unit =>
        {
            var run = unit.Join(FindTask(token));
            run.Tasks.Fail(request.Cause, request.Failure, request.Identity);
            run.Updates.TaskEnded();
            if (request.Cause == WorkflowTaskFailedCause.GrpcMessageTooLarge)
            {
                run.Closing.Terminate(request.Cause.ToString(), null, ServiceIdentity.History);
                return new RespondWorkflowTaskFailedResponse();
            }

            run.Tasks.Schedule(TaskKind.Normal);
            run.Queries.FailIfStuck(QueryErrors.FailingAttempts);
            return new RespondWorkflowTaskFailedResponse();
        });
    }

    private async Task<RespondQueryTaskCompletedResponse> AnswerQueryAsync(RespondQueryTaskCompletedRequest request, CallContext call)
    {
        var token = RequestChecks.Token(request.TaskToken, request.Namespace, core);
        if (token.QueryId.Length == 0) throw ServiceError.InvalidArgument("Invalid TaskToken.");
        var query = core.Matching.FindQuery(token.QueryId) ?? throw ServiceError.NotFound("query task not found, or already expired");
        query.Answer(new WorkflowQueryResult
        {
            ResultType = request.CompletedType,
            Answer = request.QueryResult,
            ErrorMessage = request.ErrorMessage,
            Failure = request.Failure,
        });
        await Task.CompletedTask;
        return new RespondQueryTaskCompletedResponse();
    }

    private Task<ResetStickyTaskQueueResponse> ResetStickyAsync(ResetStickyTaskQueueRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        RequestChecks.Execution(request.Execution);
        return core.WriteAsync(unit =>
        {
            unit.Join(core.Runs.GetOpen(within.Id, request.Execution.WorkflowId, request.Execution.RunId)).Tasks.ClearSticky();
            return new ResetStickyTaskQueueResponse();
        });
    }

    /// <summary>The run whose started workflow task a token is for.</summary>
    private Run FindTask(TaskToken token)
    {
        var run = core.Runs.Get(token.NamespaceId, token.WorkflowId, token.RunId);
        var matches = run.IsOpen && run.State.Task is { StartedId: > 0 } task && task.ScheduledId == token.ScheduledId && task.StartedId == token.StartedId &&
            task.Attempt == token.Attempt && task.StartedTime.ToDateTime().Ticks == token.StartedTicks;
        return matches ? run : throw ServiceError.WorkflowTaskNotFound();
    }

    private static WorkerVersionStamp? Version(WorkerVersionCapabilities? capabilities) => capabilities?.BuildId is { Length: > 0 } build
        ? new WorkerVersionStamp { BuildId = build, UseVersioning = capabilities.UseVersioning }
        : null;
}
