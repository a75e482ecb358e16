using System.Diagnostics.Tracing;

namespace Temporalio.Worker.Execution;

/// <summary>
/// Notices, through the runtime's own task events, workflow code that hands work to another scheduler. Listens while
/// workflow code runs and no longer: as long as anybody listens, every await of the process takes a long way.
/// </summary>
internal static class SchedulerGuard
{
    private static readonly Lock Gate = new();
    private static readonly Listener Events = new();
    private static int users;

    [ThreadStatic]
    private static int disabled;

    /// <summary>Listens until the result is disposed of.</summary>
    public static Usage Use()
    {
        lock (Gate)
        {
            if (users++ == 0)
                Events.Begin();
        }
        return default;
    }

    /// <summary>Runs a function that may leave the scheduler.</summary>
    public static T Without<T>(Func<T> function)
    {
        disabled++;
        try
        {
            return function();
        }
        finally
        {
            disabled--;
        }
    }

    /// <summary>A stretch of workflow code that is watched. Disposed of once.</summary>
    internal readonly struct Usage : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
            {
                if (--users == 0)
                    Events.End();
            }
        }
    }

    private sealed class Listener : EventListener
    {
        private const string SourceName = "System.Threading.Tasks.TplEventSource";

        /// <summary>Few events beside the one that is wanted; each costs.</summary>
        private const EventKeywords TaskTransfer = (EventKeywords)1;

        private const int TaskScheduled = 7;

        private EventSource? tasks;

        public void Begin()
        {
            if (tasks is not null)
                EnableEvents(tasks, EventLevel.Informational, TaskTransfer);
        }

        public void End()
        {
            if (tasks is not null)
                DisableEvents(tasks);
        }

        /// <summary>Called from the constructor for the sources that exist, which that of the tasks does.</summary>
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == SourceName)
                tasks = eventSource;
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventId != TaskScheduled || disabled > 0 || TaskScheduler.Current is not WorkflowScheduler scheduler)
                return;
            // The first value is the scheduler that the task goes to.
            if (eventData.Payload?[0] is int target && target != scheduler.Id)
                scheduler.OnTaskLeaves();
        }
    }
}
