using Temporalio.DevServer.Grpc;

namespace Temporalio.DevServer.Runs;

/// <summary>Why a query cannot be answered.</summary>
internal static class QueryErrors
{
    /// <summary>From this attempt on, the workflow task counts as failing.</summary>
    public const int FailingAttempts = 3;

    public static ServiceError TaskFailing() => ServiceError.NotReady("Unable to query workflow due to Workflow Task in failed state.");

    public static ServiceError NotScheduled() => ServiceError.NotReady("Workflow task is not scheduled yet.");

    public static ServiceError ClosedBeforeFirstTask() => ServiceError.NotReady("Workflow execution closed before WorkflowTaskStarted event");

    public static ServiceError NoAnswer() => ServiceError.DeadlineExceeded("query timed out before a worker could process it");
}
