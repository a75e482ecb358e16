using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>
/// Splits a history into the stretches after each of which workflow code ran: one per workflow task that completed,
/// heartbeats counted to the task they prolong.
/// </summary>
internal static class HistorySplitter
{
    public static IReadOnlyList<ArraySegment<HistoryEvent>> Split(HistoryEvent[] events)
    {
        var sequences = new List<ArraySegment<HistoryEvent>>();
        for (var start = 0; start < events.Length;)
        {
            var end = FindEnd(events, start);
            sequences.Add(new(events, start, end - start + 1));
            start = end + 1;
        }
        return sequences;
    }

    private static int FindEnd(HistoryEvent[] events, int start)
    {
        var sawCommand = false;
        var startedTasks = new List<int>();
        for (var i = start; i < events.Length; i++)
        {
            if (events[i].IsClosing())
                return i;
            sawCommand |= events[i].IsCommandEvent() || events[i].EventType == EventType.WorkflowExecutionStarted;
            if (events[i].EventType != EventType.WorkflowTaskStarted)
                continue;
            var next = i + 1 < events.Length ? events[i + 1] : null;
            if (next is null)
                return i;
            if (next.EndsTaskWithoutCompletion())
                continue;
            startedTasks.Add(i);
            var afterNext = i + 2 < events.Length ? events[i + 2] : null;
            if (next.EventType == EventType.WorkflowTaskCompleted && afterNext?.EventType == EventType.WorkflowTaskScheduled && !sawCommand)
                continue;
            return afterNext?.EventType == EventType.WorkflowExecutionUpdateAccepted
                ? BeforeUpdate(events, startedTasks, afterNext.WorkflowExecutionUpdateAcceptedEventAttributes)
                : i;
        }
        return events.Length - 1;
    }

    /// <summary>An update belongs to the task that carried it, so what ran before it must end earlier.</summary>
    private static int BeforeUpdate(
        HistoryEvent[] events, List<int> startedTasks, WorkflowExecutionUpdateAcceptedEventAttributes update)
    {
        var earlier = startedTasks.FindLastIndex(i => events[i].EventId < update.AcceptedRequestSequencingEventId);
        return startedTasks[earlier >= 0 ? earlier : ^1];
    }
}
