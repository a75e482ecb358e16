using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Machines;

namespace Temporalio.Tests.Worker;

public sealed class HistorySplitterTests
{
    [Fact]
    public void Split_TaskPerCompletion_EndsAtStartedEvents() =>
        Assert.Equal([3L, 8L, 10L], Ends("Start Sched Started Completed Timer Fired Sched Started Completed Done"));

    [Fact]
    public void Split_FailedAndTimedOutTasks_AreSkipped() =>
        Assert.Equal([9L, 11L], Ends("Start Sched Started Failed Sched Started TimedOut Sched Started Completed Done"));

    [Fact]
    public void Split_HeartbeatsAfterCommands_BelongToOneTask() =>
        Assert.Equal([3L, 14L, 17L], Ends("Start Sched Started Completed Timer Fired Sched Started Completed Sched Started Completed Sched Started Completed Marker Done", skipFirstCommand: true));

    [Fact]
    public void Split_UpdateAfterHeartbeat_StartsItsOwnTask() =>
        Assert.Equal([3L, 7L, 10L, 13L], Ends("Start Sched Started Completed Signaled Sched Started Completed Sched Started Completed Accepted@9 Done"));

    [Fact]
    public void Split_OpenEnd_IsALastPart() => Assert.Equal([3L, 6L], Ends("Start Sched Started Completed Timer Fired"));

    private static long[] Ends(string names, bool skipFirstCommand = false)
    {
        var events = names.Split(' ').Select((name, i) => Event(name, i + 1)).ToArray();
        if (skipFirstCommand)
        {
            // Without its command the timer's event would count as one.
            events[4].EventType = EventType.WorkflowExecutionSignaled;
        }
        return HistorySplitter.Split(events).Select(s => s[^1].EventId).ToArray();
    }

    private static HistoryEvent Event(string name, long id)
    {
        var parts = name.Split('@');
        var e = new HistoryEvent
        {
            EventId = id,
            EventType = parts[0] switch
            {
                "Start" => EventType.WorkflowExecutionStarted,
                "Sched" => EventType.WorkflowTaskScheduled,
                "Started" => EventType.WorkflowTaskStarted,
                "Completed" => EventType.WorkflowTaskCompleted,
                "Failed" => EventType.WorkflowTaskFailed,
                "TimedOut" => EventType.WorkflowTaskTimedOut,
                "Timer" => EventType.TimerStarted,
                "Fired" => EventType.TimerFired,
                "Marker" => EventType.MarkerRecorded,
                "Signaled" => EventType.WorkflowExecutionSignaled,
                "Accepted" => EventType.WorkflowExecutionUpdateAccepted,
                _ => EventType.WorkflowExecutionCompleted,
            },
        };
        if (parts.Length > 1)
            e.WorkflowExecutionUpdateAcceptedEventAttributes = new() { AcceptedRequestSequencingEventId = long.Parse(parts[1]) };
        return e;
    }
}
