using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Execution;

/// <summary>Writes what workflow code logs, once: a replay is silent.</summary>
internal sealed class ReplaySafeLogger(WorkflowInstance instance, ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !instance.IsReplaying && inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;

        // What a log provider does with an entry is none of the workflow's business.
        SchedulerGuard.Without(() =>
        {
            using (inner.BeginScope(instance.Info.LogScope))
                inner.Log(logLevel, eventId, state, exception, formatter);
            return true;
        });
    }
}
