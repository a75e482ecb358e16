using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>Writes the SDK's own messages to a logger, and to the one that the runtime's options name.</summary>
internal sealed class ForwardingLogger : ILogger
{
    private readonly ILogger inner;
    private readonly ILogger forwarded;
    private readonly LogLevel lowest;
    private readonly bool includeFields;

    private ForwardingLogger(ILogger inner, ILogger forwarded, LoggingOptions options)
    {
        this.inner = inner;
        this.forwarded = forwarded;
        lowest = options.Filter.Lowest;
        includeFields = options.Forwarding!.IncludeFields;
    }

    /// <summary>Adds the forwarding of a runtime, if it has any.</summary>
    public static ILogger Around(ILogger logger, TemporalRuntime runtime) =>
        runtime.Options.Telemetry.Logging is { Forwarding.Logger: { } to } options ? new ForwardingLogger(logger, to, options) : logger;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel) || IsForwarded(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        inner.Log(logLevel, eventId, state, exception, formatter);
        if (!IsForwarded(logLevel))
            return;
        if (includeFields)
            forwarded.Log(logLevel, eventId, state, exception, formatter);
        else
            forwarded.Log(logLevel, eventId, formatter(state, exception), exception, (text, _) => text);
    }

    private bool IsForwarded(LogLevel logLevel) => logLevel >= lowest && forwarded.IsEnabled(logLevel);
}
