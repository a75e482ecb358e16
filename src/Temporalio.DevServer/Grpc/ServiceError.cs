using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporalio.DevServer.Grpc;

/// <summary>An answer other than OK: a status code, a message and at most one detail.</summary>
internal sealed class ServiceError(StatusCode code, string message, IMessage? detail = null) : Exception(message)
{
    public StatusCode Code { get; } = code;

    public IMessage? Detail { get; } = detail;

    /// <summary>The content of the <c>grpc-status-details-bin</c> trailer.</summary>
    public GrpcStatus ToStatus()
    {
        var status = new GrpcStatus { Code = (int)Code, Message = Message };
        if (Detail is not null) status.Details.Add(Any.Pack(Detail));
        return status;
    }

    public static ServiceError InvalidArgument(string message) => new(StatusCode.InvalidArgument, message);

    public static ServiceError NotFound(string message) => new(StatusCode.NotFound, message, new NotFoundFailure());

    public static ServiceError WorkflowNotFound(string workflowId) => NotFound($"workflow not found for ID: {workflowId}");

    public static ServiceError RunNotFound(string workflowId, string runId) =>
        NotFound($"workflow execution not found for workflow ID \"{workflowId}\" and run ID \"{runId}\"");

    public static ServiceError AlreadyCompleted() => NotFound("workflow execution already completed");

    public static ServiceError WorkflowTaskNotFound() => NotFound("Workflow task not found.");

    public static ServiceError ActivityNotFound() =>
        NotFound("invalid activityID or activity already timed out or invoking workflow is completed");

    public static ServiceError NoSuchActivity() =>
        NotFound("Can't find pending activity with such ID. Invalid activityID or activity already completed");

    public static ServiceError NamespaceNotFound(string name) =>
        new(StatusCode.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });

    public static ServiceError NotReady(string message) =>
        new(StatusCode.FailedPrecondition, message, new WorkflowNotReadyFailure());

    public static ServiceError Busy(string message) => Exhausted(message, ResourceExhaustedCause.BusyWorkflow);

    public static ServiceError Exhausted(string message, ResourceExhaustedCause cause) =>
        new(StatusCode.ResourceExhausted, message, new ResourceExhaustedFailure { Cause = cause, Scope = ResourceExhaustedScope.Namespace });

    public static ServiceError AlreadyStarted(string message, string requestId, string runId, string firstRunId) =>
        new(StatusCode.AlreadyExists, message, new WorkflowExecutionAlreadyStartedFailure
        {
            StartRequestId = requestId,
            RunId = runId,
            FirstExecutionRunId = firstRunId,
        });

    public static ServiceError Unimplemented(string message) => new(StatusCode.Unimplemented, message);

    public static ServiceError Unavailable(string message) => new(StatusCode.Unavailable, message);

    public static ServiceError DeadlineExceeded(string message) => new(StatusCode.DeadlineExceeded, message);
}
