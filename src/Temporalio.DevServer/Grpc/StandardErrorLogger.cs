using Microsoft.Extensions.Logging;

namespace Temporalio.DevServer.Grpc;

/// <summary>One line on standard error for each warning and error.</summary>
internal sealed class StandardErrorLogger : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var word = logLevel == LogLevel.Warning ? "warning" : "error";
        Console.Error.WriteLine($"{word}: temporal development service: {formatter(state, exception)}{(exception is null ? "" : $"{Environment.NewLine}{exception}")}");
    }
}
