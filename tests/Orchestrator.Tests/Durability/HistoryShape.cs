using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;

namespace Orchestrator.Tests.Durability;

/// <summary>
/// What a history says apart from ids, times and chance. Two histories of the same film cannot be compared event by event: how many
/// signals meet one workflow task, and so where and how many workflow tasks there are, and whether one timed out on its way to a busy worker, depends on who was faster, and shots and
/// activities that run at once end in any order. So workflow tasks are left out, every other event is named by what it is about, and
/// all names are compared as a multiset: nothing may be missing, nothing may be there twice. Order is compared where the workflow
/// fixes it: in a shot, where each command waits for the one before, all commands in order; in the production, where several shots
/// run at once, the order in which each kind of command comes first.
/// </summary>
internal sealed class HistoryShape
{
    private readonly Dictionary<long, string> subjects = [];
    private readonly List<(EventType Type, string Subject)> events = [];

    /// <summary>Reads a history.</summary>
    public HistoryShape(WorkflowHistory history)
    {
        foreach (var entry in history.Events)
        {
            var subject = subjects[entry.EventId] = SubjectOf(entry);
            if (entry.EventType is not EventType.WorkflowTaskScheduled and not EventType.WorkflowTaskStarted and not EventType.WorkflowTaskCompleted and not EventType.WorkflowTaskTimedOut)
                events.Add((entry.EventType, subject));
        }
    }

    /// <summary>Every event but the workflow tasks, sorted.</summary>
    public IReadOnlyList<string> Events => [.. events.Select(entry => $"{entry.Type} {entry.Subject}".TrimEnd()).Order(StringComparer.Ordinal)];

    /// <summary>What the workflow decided, in order.</summary>
    public IReadOnlyList<string> Commands => [.. events.Where(entry => IsCommand(entry.Type)).Select(entry => $"{entry.Type} {entry.Subject}".TrimEnd())];

    /// <summary>The kinds of commands, in the order of their first.</summary>
    public IReadOnlyList<string> Stages => [.. events
        .Where(entry => IsCommand(entry.Type))
        // A signal to a shot and the start of one are named by kind: which shot comes first is chance.
        .Select(entry => entry.Type == EventType.ActivityTaskScheduled ? $"{entry.Type} {entry.Subject}" : $"{entry.Type}")
        .Distinct()];

    private static bool IsCommand(EventType type) => type
        is EventType.ActivityTaskScheduled
        or EventType.ActivityTaskCancelRequested
        or EventType.TimerStarted
        or EventType.TimerCanceled
        or EventType.StartChildWorkflowExecutionInitiated
        or EventType.SignalExternalWorkflowExecutionInitiated
        or EventType.WorkflowExecutionCompleted
        or EventType.WorkflowExecutionFailed;

    private string SubjectOf(HistoryEvent entry) => entry.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionStartedEventAttributes => entry.WorkflowExecutionStartedEventAttributes.WorkflowType.Name,
        HistoryEvent.AttributesOneofCase.ActivityTaskScheduledEventAttributes => entry.ActivityTaskScheduledEventAttributes.ActivityType.Name,
        HistoryEvent.AttributesOneofCase.ActivityTaskStartedEventAttributes => subjects[entry.ActivityTaskStartedEventAttributes.ScheduledEventId],
        HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes => subjects[entry.ActivityTaskCompletedEventAttributes.ScheduledEventId],
        HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes => subjects[entry.ActivityTaskFailedEventAttributes.ScheduledEventId],
        HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes => subjects[entry.ActivityTaskTimedOutEventAttributes.ScheduledEventId],
        HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionInitiatedEventAttributes => entry.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId,
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionStartedEventAttributes => entry.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.WorkflowId,
        HistoryEvent.AttributesOneofCase.ChildWorkflowExecutionCompletedEventAttributes => entry.ChildWorkflowExecutionCompletedEventAttributes.WorkflowExecution.WorkflowId,
        HistoryEvent.AttributesOneofCase.SignalExternalWorkflowExecutionInitiatedEventAttributes =>
            $"{entry.SignalExternalWorkflowExecutionInitiatedEventAttributes.SignalName} to {entry.SignalExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId}",
        HistoryEvent.AttributesOneofCase.ExternalWorkflowExecutionSignaledEventAttributes => subjects[entry.ExternalWorkflowExecutionSignaledEventAttributes.InitiatedEventId],
        HistoryEvent.AttributesOneofCase.WorkflowExecutionSignaledEventAttributes => entry.WorkflowExecutionSignaledEventAttributes.SignalName,
        _ => "",
    };
}
