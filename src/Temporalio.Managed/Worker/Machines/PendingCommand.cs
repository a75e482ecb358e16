using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>A command of workflow code that waits to be sent and then for the event that answers it.</summary>
internal sealed class PendingCommand(EventType expectedEvent, Command command)
{
    public EventType ExpectedEvent { get; } = expectedEvent;

    public Command Command { get; } = command;

    /// <summary>Compares ids and types with the event; the text says what differs.</summary>
    public Func<HistoryEvent, string?>? Check { get; init; }

    public Action<HistoryEvent>? OnRecorded { get; init; }

    /// <summary>Whether code took the command back before it was sent.</summary>
    public bool Dropped { get; set; }

    public bool Sent { get; set; }

    public bool IsRecorded { get; private set; }

    /// <summary>The patch whose marker this is.</summary>
    public string? PatchId { get; init; }

    public bool IsTerminal => Command.CommandType
        is CommandType.CompleteWorkflowExecution
        or CommandType.FailWorkflowExecution
        or CommandType.CancelWorkflowExecution
        or CommandType.ContinueAsNewWorkflowExecution;

    public void Record(HistoryEvent e)
    {
        var difference = e.EventType == ExpectedEvent ? Check?.Invoke(e) : $"{ExpectedEvent} was expected";
        if (difference is not null)
            throw Nondeterminism.Error($"{e.Describe()} does not match the command {Describe()}: {difference}");
        IsRecorded = true;
        OnRecorded?.Invoke(e);
    }

    public string Describe() => $"{Command.CommandType}{Subject()}";

    private string Subject() => Command.CommandType switch
    {
        CommandType.ScheduleActivityTask =>
            $" (activity {Command.ScheduleActivityTaskCommandAttributes.ActivityId}, type {Command.ScheduleActivityTaskCommandAttributes.ActivityType.Name})",
        CommandType.StartTimer => $" (timer {Command.StartTimerCommandAttributes.TimerId})",
        CommandType.CancelTimer => $" (timer {Command.CancelTimerCommandAttributes.TimerId})",
        CommandType.StartChildWorkflowExecution =>
            $" (child {Command.StartChildWorkflowExecutionCommandAttributes.WorkflowId}, type {Command.StartChildWorkflowExecutionCommandAttributes.WorkflowType.Name})",
        CommandType.RecordMarker => PatchId is null ? $" (marker {Command.RecordMarkerCommandAttributes.MarkerName})" : $" (patch {PatchId})",
        CommandType.ProtocolMessage => $" (message {Command.ProtocolMessageCommandAttributes.MessageId})",
        _ => string.Empty,
    };
}
