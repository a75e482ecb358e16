using Microsoft.Extensions.Logging;
using NSubstitute;
using Temporalio.Runtime;

namespace Temporalio.Tests.Runtime;

public sealed class TelemetryOptionsTests
{
    [Theory]
    [InlineData("error,temporalio_sdk_core=debug", LogLevel.Debug)]
    [InlineData("info", LogLevel.Information)]
    [InlineData("ERROR,other=trace", LogLevel.Error)]
    public void Lowest_FilterString_IsThatOfTheSdk(string filter, LogLevel expected) =>
        Assert.Equal(expected, new TelemetryFilterOptions(filter).Lowest);

    [Fact]
    public void Lowest_Levels_IsThatOfCore()
    {
        Assert.Equal(LogLevel.Warning, new TelemetryFilterOptions().Lowest);
        Assert.Equal(LogLevel.Trace, new TelemetryFilterOptions(TelemetryFilterOptions.Level.Trace).Lowest);
    }

    [Fact]
    public void Log_Forwarding_TakesWhatPassesTheFilter()
    {
        var forwarded = new ListLogger();
        var runtime = new TemporalRuntime(new(new() { Logging = new() { Forwarding = new(forwarded) } }));
        var inner = new ListLogger();
        var logger = ForwardingLogger.Around(inner, runtime);
        logger.LogInformation("quiet");
        logger.LogWarning("loud {Number}", 5);
        Assert.Equal(["quiet", "loud 5"], inner.Lines);
        Assert.Equal(["loud 5"], forwarded.Lines);
    }

    [Fact]
    public void Around_NoForwarding_IsTheLoggerItself()
    {
        var inner = Substitute.For<ILogger>();
        Assert.Same(inner, ForwardingLogger.Around(inner, new TemporalRuntime(new())));
    }

    private sealed class ListLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
