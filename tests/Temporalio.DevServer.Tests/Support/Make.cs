using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.DevServer.Tests.Support;

/// <summary>Short ways to write commands and payloads.</summary>
internal static class Make
{
    public static Payload Payload(string json) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFromUtf8(json),
    };

    public static Payloads Json(string json) => new() { Payloads_ = { Payload(json) } };

    public static TaskQueue Queue(string name) => new() { Name = name };

    public static Duration Seconds(double seconds) => Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));

    public static Command Complete(string json = "\"done\"") => new()
    {
        CommandType = CommandType.CompleteWorkflowExecution,
        CompleteWorkflowExecutionCommandAttributes = new() { Result = Json(json) },
    };

    public static Command Fail(string message) => new()
    {
        CommandType = CommandType.FailWorkflowExecution,
        FailWorkflowExecutionCommandAttributes = new() { Failure = Failure(message) },
    };

    public static Command CancelWorkflow() => new() { CommandType = CommandType.CancelWorkflowExecution, CancelWorkflowExecutionCommandAttributes = new() };

    public static Command Timer(string id, double seconds) => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new() { TimerId = id, StartToFireTimeout = Seconds(seconds) },
    };

    public static Command CancelTimer(string id) => new() { CommandType = CommandType.CancelTimer, CancelTimerCommandAttributes = new() { TimerId = id } };

    public static Command Activity(string id, string queue, Action<ScheduleActivityTaskCommandAttributes>? change = null)
    {
        var attributes = new ScheduleActivityTaskCommandAttributes
        {
            ActivityId = id,
            ActivityType = new ActivityType { Name = "act" },
            TaskQueue = Queue(queue),
            StartToCloseTimeout = Seconds(30),
        };
        change?.Invoke(attributes);
        return new Command { CommandType = CommandType.ScheduleActivityTask, ScheduleActivityTaskCommandAttributes = attributes };
    }

    public static Command CancelActivity(long scheduledId) => new()
    {
        CommandType = CommandType.RequestCancelActivityTask,
        RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledId },
    };

    public static Command Child(string id, string queue, Action<StartChildWorkflowExecutionCommandAttributes>? change = null)
    {
        var attributes = new StartChildWorkflowExecutionCommandAttributes
        {
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = "child" },
            TaskQueue = Queue(queue),
        };
        change?.Invoke(attributes);
        return new Command { CommandType = CommandType.StartChildWorkflowExecution, StartChildWorkflowExecutionCommandAttributes = attributes };
    }

    public static Command ContinueAsNew(string json, Action<ContinueAsNewWorkflowExecutionCommandAttributes>? change = null)
    {
        var attributes = new ContinueAsNewWorkflowExecutionCommandAttributes { Input = Json(json) };
        change?.Invoke(attributes);
        return new Command { CommandType = CommandType.ContinueAsNewWorkflowExecution, ContinueAsNewWorkflowExecutionCommandAttributes = attributes };
    }

    public static Failure Failure(string message, bool nonRetryable = false, string type = "E") => new()
    {
        Message = message,
        Source = "test",
        ApplicationFailureInfo = new ApplicationFailureInfo { Type = type, NonRetryable = nonRetryable },
    };

    public static StickyExecutionAttributes Sticky(string queue, double seconds = 10) =>
        new() { WorkerTaskQueue = new TaskQueue { Name = queue, Kind = TaskQueueKind.Sticky }, ScheduleToStartTimeout = Seconds(seconds) };

    /// <summary>The command and the message with which a worker accepts an update.</summary>
    public static (Command Command, Message Message) Accept(Message request) => Answer(request, "accept", new Acceptance
    {
        AcceptedRequestMessageId = request.Id,
        AcceptedRequestSequencingEventId = request.EventId,
        AcceptedRequest = request.Body.Unpack<Request>(),
    });

    /// <summary>The command and the message with which a worker completes an update.</summary>
    public static (Command Command, Message Message) Respond(string updateId, Meta meta, string json) => Answer(
        new Message { Id = $"{updateId}/request", ProtocolInstanceId = updateId },
        "complete",
        new Response { Meta = meta, Outcome = new Outcome { Success = Json(json) } });

    /// <summary>The message with which a worker rejects an update.</summary>
    public static Message Reject(Message request, string reason) => Answer(request, "reject", new Rejection
    {
        RejectedRequestMessageId = request.Id,
        RejectedRequestSequencingEventId = request.EventId,
        RejectedRequest = request.Body.Unpack<Request>(),
        Failure = Failure(reason),
    }).Message;

    private static (Command Command, Message Message) Answer(Message request, string kind, IMessage body)
    {
        var id = $"{request.Id}/{kind}";
        return (
            new Command { CommandType = CommandType.ProtocolMessage, ProtocolMessageCommandAttributes = new() { MessageId = id } },
            new Message { Id = id, ProtocolInstanceId = request.ProtocolInstanceId, Body = Any.Pack(body) });
    }
}
