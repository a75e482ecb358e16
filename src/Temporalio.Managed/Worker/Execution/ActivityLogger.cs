using Microsoft.Extensions.Logging;
using Temporalio.Activities;

namespace Temporalio.Worker.Execution;

/// <summary>Adds the facts of an activity to what it logs.</summary>
internal sealed class ActivityLogger(ILogger inner, ActivityInfo info) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel))
            return;
        using (inner.BeginScope(info.LogScope))
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
