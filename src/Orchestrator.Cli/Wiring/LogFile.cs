using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Cli.Wiring;

/// <summary>The log in the home folder: one line an entry, with the exception below it. The file before it is kept as <c>.1</c>.</summary>
internal sealed class LogFile : ILoggerProvider
{
    private const long RollAt = 8 * 1024 * 1024;
    private readonly Lock gate = new();
    private readonly StreamWriter writer;

    /// <summary>Opens the log of a home for appending.</summary>
    public LogFile(ProductHome home)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.Log)!);
        if (File.Exists(home.Log) && new FileInfo(home.Log).Length > RollAt)
            File.Move(home.Log, home.Log + ".1", overwrite: true);
        writer = new StreamWriter(new FileStream(home.Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
    }

    /// <summary>Writes a failure to the log of a home that exists already.</summary>
    /// <returns>The log's path, or null when it could not be written.</returns>
    public static string? TryWrite(ProductHome home, Exception exception)
    {
        if (!Directory.Exists(home.Root))
            return null;
        try
        {
            using var log = new LogFile(home);
            log.writer.WriteLine($"{Time()} {Environment.ProcessId} {LogLevel.Error} orchestrator: The command failed.\n{exception}");
            return home.Log;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // The failure itself is still told on the terminal.
            return null;
        }
    }

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            writer.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is lost, and only that.
        }
    }

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        try
        {
            lock (gate)
            {
                writer.WriteLine($"{Time()} {Environment.ProcessId} {level} {category}: {message}");
                if (exception is not null)
                    writer.WriteLine(exception);
            }
        }
        catch (IOException)
        {
            // A log that cannot be written (a full disk) must not fail the work that it tells of.
        }
    }

    private static string Time() => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private sealed class Category(LogFile log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(logLevel, name, formatter(state, exception), exception);
    }
}
