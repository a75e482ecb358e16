using System.Diagnostics.Tracing;

namespace Temporalio.Worker.Execution;

/// <summary>
/// Notices, through the runtime's own task events, workflow code that hands work to another scheduler. Listens while
/// anything uses it.
/// </summary>
internal static class SchedulerGuard
{
    private static readonly Lock Gate = new();
    private static int users;
    private static Listener? listener;

    [ThreadStatic]
    private static int disabled;

    /// <summary>Listens until the result is disposed of.</summary>
    public static IDisposable Use()
    {
        lock (Gate)
        {
            users++;
            listener ??= new();
        }
        return new Usage();
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

    private static void EndUse()
    {
        lock (Gate)
        {
            if (--users > 0)
                return;
            listener?.Dispose();
            listener = null;
        }
    }

    private sealed class Usage : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
                EndUse();
        }
    }

    private sealed class Listener : EventListener
    {
        private const string SourceName = "System.Threading.Tasks.TplEventSource";

        /// <summary>Few events beside the one that is wanted; each costs.</summary>
        private const EventKeywords TaskTransfer = (EventKeywords)1;

        private const int TaskScheduled = 7;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == SourceName)
                EnableEvents(eventSource, EventLevel.Informational, TaskTransfer);
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
