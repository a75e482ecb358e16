using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.DevServer.Commands;

/// <summary>The words in which commands are refused.</summary>
internal static class CommandTexts
{
    /// <summary>The longest id or name, in characters.</summary>
    public const int LongestName = 1000;

    /// <summary>The cause for which a command without attributes fails its task; null if there is no such command.</summary>
    public static CommandFailure? WithoutAttributes(CommandType type)
    {
        WorkflowTaskFailedCause? cause = type switch
        {
            CommandType.ScheduleActivityTask => WorkflowTaskFailedCause.BadScheduleActivityAttributes,
            CommandType.RequestCancelActivityTask => WorkflowTaskFailedCause.BadRequestCancelActivityAttributes,
            CommandType.StartTimer => WorkflowTaskFailedCause.BadStartTimerAttributes,
            CommandType.CancelTimer => WorkflowTaskFailedCause.BadCancelTimerAttributes,
            CommandType.RecordMarker => WorkflowTaskFailedCause.BadRecordMarkerAttributes,
            CommandType.StartChildWorkflowExecution => WorkflowTaskFailedCause.BadStartChildExecutionAttributes,
            CommandType.SignalExternalWorkflowExecution => WorkflowTaskFailedCause.BadSignalWorkflowExecutionAttributes,
            CommandType.RequestCancelExternalWorkflowExecution => WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes,
            CommandType.UpsertWorkflowSearchAttributes => WorkflowTaskFailedCause.BadSearchAttributes,
            CommandType.ModifyWorkflowProperties => WorkflowTaskFailedCause.BadModifyWorkflowPropertiesAttributes,
            CommandType.ProtocolMessage => WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage,
            CommandType.CompleteWorkflowExecution => WorkflowTaskFailedCause.BadCompleteWorkflowExecutionAttributes,
            CommandType.FailWorkflowExecution => WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes,
            CommandType.CancelWorkflowExecution => WorkflowTaskFailedCause.BadCancelWorkflowExecutionAttributes,
            CommandType.ContinueAsNewWorkflowExecution => WorkflowTaskFailedCause.BadContinueAsNewAttributes,
            _ => null,
        };
        return cause is { } known ? new(known, $"{type}CommandAttributes is not set on {type}Command.") : null;
    }

    public static bool IsTooLong(string name) => name.Length > LongestName;

    /// <summary>What is said of an id or name beyond the limit.</summary>
    public static string TooLong(string field, string command, string value) => $"{field} on {command} exceeds length limit. {Shown(field, value)}";

    /// <summary>A field, with its length where that is beyond the limit.</summary>
    public static string Shown(string field, string value) => IsTooLong(value) ? $"{field}={value} Length={value.Length} Limit={LongestName}" : $"{field}={value}";

    /// <summary>A task queue as the real service writes it.</summary>
    public static string Shown(TaskQueue queue) => $"TaskQueue=name:\"{queue.Name}\"  kind:TASK_QUEUE_KIND_NORMAL";
}
