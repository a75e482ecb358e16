using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.DevServer.Commands;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Rpc;

/// <summary>What every request is asked first.</summary>
internal static class RequestChecks
{
    private const int LongestName = 1000;

    public static void WorkflowId(string? id)
    {
        if (string.IsNullOrEmpty(id)) throw ServiceError.InvalidArgument("WorkflowId is not set on request.");
        if (id.Length > LongestName) throw ServiceError.InvalidArgument($"WorkflowId exceeds maximum allowed length ({id.Length}/{LongestName})");
    }

    public static void Execution(WorkflowExecution? execution)
    {
        if (execution is null) throw ServiceError.InvalidArgument("Execution is not set on request.");
        WorkflowId(execution.WorkflowId);
        RunId(execution.RunId);
    }

    public static void RunId(string id)
    {
        if (id.Length > 0 && !Guid.TryParse(id, out _)) throw ServiceError.InvalidArgument("Invalid RunId.");
    }

    public static void WorkflowType(WorkflowType? type)
    {
        if (type?.Name is not { Length: > 0 }) throw ServiceError.InvalidArgument("WorkflowType is not set on request.");
        Length(type.Name, "WorkflowType");
    }

    public static void TaskQueue(TaskQueue? queue)
    {
        if (queue is null) throw ServiceError.InvalidArgument("taskQueue is not set");
        if (queue.Name.Length == 0) throw ServiceError.InvalidArgument("missing task queue name");
        if (queue.Name.Length > LongestName) throw ServiceError.InvalidArgument("taskQueue length exceeds limit");
        if (queue.Name.StartsWith("/_sys/", StringComparison.Ordinal))
            throw ServiceError.InvalidArgument("task queue name cannot start with reserved prefix /_sys/");
    }

    public static void Timeout(Duration? timeout, string name)
    {
        if (timeout.Fault() is { } fault) throw ServiceError.InvalidArgument($"An invalid {name} is set on request. cause: {fault}");
    }

    public static void Blob(IMessage? field)
    {
        if (PayloadLimits.Exceeded(field)) throw ServiceError.InvalidArgument("Blob data size exceeds limit.");
    }

    public static void Memo(Memo? memo)
    {
        if (PayloadLimits.Exceeded(memo)) throw ServiceError.InvalidArgument("Memo size exceeds limit.");
    }

    public static void Length(string text, string name)
    {
        if (text.Length > LongestName) throw ServiceError.InvalidArgument($"{name} length exceeds limit.");
    }

    /// <summary>The token names its namespace; a request may do so too, and then it must be one.</summary>
    public static TaskToken Token(ByteString token, string namespaceName, ServiceCore core)
    {
        if (namespaceName.Length > 0) core.Namespaces.ByName(namespaceName);
        if (token.IsEmpty) throw ServiceError.InvalidArgument("Task token not set on request.");
        try
        {
            return TaskToken.Parser.ParseFrom(token);
        }
        catch (InvalidProtocolBufferException)
        {
            throw ServiceError.InvalidArgument("Error deserializing task token.");
        }
    }

    /// <summary>Long polls have to say how long they are prepared to wait.</summary>
    public static void LongPoll(CallContext call)
    {
        if (call.Timeout is null) throw ServiceError.InvalidArgument("Context timeout is not set.");
        if (call.Timeout < TimeSpan.FromSeconds(2)) throw new ServiceError(StatusCode.FailedPrecondition, "Context timeout is too short.");
    }
}
