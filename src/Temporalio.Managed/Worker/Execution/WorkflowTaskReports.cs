using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;
using Temporalio.Runtime.Metrics;

namespace Temporalio.Worker.Execution;

/// <summary>Tells the service of workflow tasks that failed, and counts how tasks and runs end.</summary>
internal sealed class WorkflowTaskReports(WorkerSettings settings, PayloadTransform? encoder)
{
    private WorkerMetrics Metrics => settings.Metrics;

    /// <summary>Fails a task or a query. Of the later attempts of a task nothing is reported: its timeout paces them.</summary>
    public async Task FailAsync(PollWorkflowTaskQueueResponse task, Exception error)
    {
        settings.Logger.LogWarning(
            error,
            "Task of workflow {WorkflowType} {WorkflowId} failed in attempt {Attempt}",
            task.WorkflowType.Name,
            task.WorkflowExecution.WorkflowId,
            task.Attempt);
        if (task.StartedEventId == 0 && task.Query is not null)
        {
            await FailQueryAsync(task, error);
            return;
        }
        Metrics.Count(Metrics.Instruments.WorkflowTaskFailed, "workflow_type", task.WorkflowType.Name, "failure_reason", ReasonOf(error));

        // Later failures are not reported: the timeout of the task paces the attempts.
        if (task.Attempt > 1)
            return;
        var request = new RespondWorkflowTaskFailedRequest
        {
            Namespace = settings.Namespace,
            TaskToken = task.TaskToken,
            Identity = settings.Identity,
            Cause = CauseOf(error),
            Failure = ToFailure(error),
            WorkerVersion = settings.VersionStamp,
            DeploymentOptions = settings.Deployment,
        };
        if (encoder is not null)
            await encoder.ApplyAsync(request);
        try
        {
            await settings.Service.RespondWorkflowTaskFailedAsync(request, WorkerSettings.Retried());
        }
        catch (RpcException e)
        {
            settings.Logger.LogWarning(e, "Failure of a task of workflow {WorkflowId} was not taken", task.WorkflowExecution.WorkflowId);
        }
    }

    private async Task FailQueryAsync(PollWorkflowTaskQueueResponse task, Exception error)
    {
        try
        {
            await settings.Service.RespondQueryTaskCompletedAsync(
                new()
                {
                    Namespace = settings.Namespace,
                    TaskToken = task.TaskToken,
                    CompletedType = QueryResultType.Failed,
                    ErrorMessage = error.Message,
                    Failure = ToFailure(error),
                },
                WorkerSettings.Retried());
        }
        catch (RpcException e)
        {
            settings.Logger.LogWarning(e, "Failure of query {Query} was not taken", task.Query.QueryType);
        }
    }

    /// <summary>Counts how a run ended, if it did.</summary>
    public void CountEnd(CachedRun run, PollWorkflowTaskQueueResponse task, RespondWorkflowTaskCompletedRequest completion)
    {
        var ending = completion.Commands.Count == 0 ? CommandType.Unspecified : completion.Commands[^1].CommandType;
        var counter = ending switch
        {
            CommandType.CompleteWorkflowExecution => Metrics.Instruments.WorkflowCompleted,
            CommandType.CancelWorkflowExecution => Metrics.Instruments.WorkflowCanceled,
            CommandType.FailWorkflowExecution => Metrics.Instruments.WorkflowFailed,
            CommandType.ContinueAsNewWorkflowExecution => Metrics.Instruments.WorkflowContinued,
            _ => null,
        };
        if (counter is null)
            return;
        Metrics.Count(counter, "workflow_type", task.WorkflowType.Name);
        if (run.Instance is { } instance)
            Metrics.Record(Metrics.Instruments.WorkflowEndToEnd, DateTime.UtcNow - instance.Info.StartTime, "workflow_type", task.WorkflowType.Name);
    }

    private static string ReasonOf(Exception error) => error switch
    {
        WorkflowNondeterminismException => "NonDeterminismError",
        RpcException => "GrpcMessageTooLarge",
        _ => "WorkflowError",
    };

    private static WorkflowTaskFailedCause CauseOf(Exception error) => error switch
    {
        WorkflowNondeterminismException => WorkflowTaskFailedCause.NonDeterministicError,
        RpcException => WorkflowTaskFailedCause.GrpcMessageTooLarge,
        _ => WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
    };

    public Failure ToFailure(Exception error) =>
        settings.DataConverter.FailureConverter.ToFailure(error, settings.DataConverter.PayloadConverter);
}
