using Microsoft.Extensions.Logging;
using Orchestrator.Cli.Screens;

namespace Orchestrator.Cli.Wiring;

/// <summary>Warnings and worse, one line each, on the error stream of a command that stays in the foreground.</summary>
internal sealed class TerminalLog(Terminal terminal) : ILoggerProvider
{
    private readonly Lock gate = new();

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Category(this);

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private void Write(LogLevel level, string message, Exception? exception)
    {
        lock (gate)
            terminal.Error.Profile.Out.Writer.WriteLine($"{(level == LogLevel.Warning ? "warning" : "error")}: {message}{(exception is null ? "" : $" ({exception.Message})")}");
    }

    private sealed class Category(TerminalLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Warning or LogLevel.Error or LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                log.Write(logLevel, formatter(state, exception), exception);
        }
    }
}
