using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Conformance.Scenes;

/// <summary>Commands of a workflow task.</summary>
public static class Commands
{
    public static Command CompleteWorkflow(Payloads? result)
        => new() { CommandType = CommandType.CompleteWorkflowExecution, CompleteWorkflowExecutionCommandAttributes = new() { Result = result } };

    public static Command CompleteWorkflow(string json = "\"done\"") => CompleteWorkflow(Json.Of(json));

    public static Command FailWorkflow(Failure failure)
        => new() { CommandType = CommandType.FailWorkflowExecution, FailWorkflowExecutionCommandAttributes = new() { Failure = failure } };

    public static Command CancelWorkflow()
        => new() { CommandType = CommandType.CancelWorkflowExecution, CancelWorkflowExecutionCommandAttributes = new() };

    public static Command StartTimer(string id, double seconds)
        => new()
        {
            CommandType = CommandType.StartTimer,
            StartTimerCommandAttributes = new() { TimerId = id, StartToFireTimeout = TimeSpan.FromSeconds(seconds).ToDuration() },
        };

    public static Command CancelTimer(string id)
        => new() { CommandType = CommandType.CancelTimer, CancelTimerCommandAttributes = new() { TimerId = id } };

    public static Command RequestCancelActivity(long scheduledEventId)
        => new()
        {
            CommandType = CommandType.RequestCancelActivityTask,
            RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledEventId },
        };

    public static Command RecordMarker(string name, params (string Key, Payloads Details)[] details)
    {
        var attributes = new RecordMarkerCommandAttributes { MarkerName = name };
        foreach (var (key, value) in details)
        {
            attributes.Details.Add(key, value);
        }

        return new() { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = attributes };
    }

    public static Command ContinueAsNew(Scene scene)
        => new()
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = new()
            {
                WorkflowType = new() { Name = Scene.WorkflowType },
                TaskQueue = new() { Name = scene.Queue },
            },
        };

    public static Command ContinueAsNew(Scene scene, Payloads input)
    {
        var command = ContinueAsNew(scene);
        command.ContinueAsNewWorkflowExecutionCommandAttributes.Input = input;
        return command;
    }

    /// <summary>Starts the workflow of another scene as a child of type <c>child</c>.</summary>
    public static Command StartChild(Scene child, Payloads? input = null, ParentClosePolicy policy = ParentClosePolicy.Unspecified)
        => new()
        {
            CommandType = CommandType.StartChildWorkflowExecution,
            StartChildWorkflowExecutionCommandAttributes = new()
            {
                Namespace = Scene.Namespace,
                WorkflowId = child.Id,
                WorkflowType = new() { Name = "child" },
                TaskQueue = new() { Name = child.Queue },
                Input = input,
                ParentClosePolicy = policy,
            },
        };

    public static Command SignalExternal(string workflowId, string signal, Payloads? input = null)
        => new()
        {
            CommandType = CommandType.SignalExternalWorkflowExecution,
            SignalExternalWorkflowExecutionCommandAttributes = new()
            {
                Namespace = Scene.Namespace,
                Execution = new() { WorkflowId = workflowId },
                SignalName = signal,
                Input = input,
            },
        };

    public static Command CancelExternal(string workflowId, bool childOnly = false)
        => new()
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = new()
            {
                Namespace = Scene.Namespace,
                WorkflowId = workflowId,
                ChildWorkflowOnly = childOnly,
            },
        };

    /// <summary>Places the protocol message with this id among the commands.</summary>
    public static Command ProtocolMessage(string messageId)
        => new() { CommandType = CommandType.ProtocolMessage, ProtocolMessageCommandAttributes = new() { MessageId = messageId } };
}
