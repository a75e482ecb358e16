using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>Which messages of the SDK are wanted.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its levels.")]
public class TelemetryFilterOptions : ICloneable
{
    private const string CoreTarget = "temporal";

    /// <summary>Initializes a new instance of the <see cref="TelemetryFilterOptions"/> class.</summary>
    /// <param name="filterString">Levels by target, separated by commas: <c>error,temporalio_sdk_core=debug</c>.</param>
    public TelemetryFilterOptions(string filterString) => FilterString = filterString;

    /// <summary>Initializes a new instance of the <see cref="TelemetryFilterOptions"/> class.</summary>
    /// <param name="core">Lowest level of the SDK's messages.</param>
    /// <param name="other">Lowest level of other messages.</param>
    public TelemetryFilterOptions(Level core = Level.Warn, Level other = Level.Error) =>
        FilterString = $"{Name(other)},temporalio_sdk_core={Name(core)},temporalio_client={Name(core)},temporalio_sdk={Name(core)}";

    /// <summary>A level of messages.</summary>
    public enum Level
    {
        /// <summary>Everything.</summary>
        Trace = 0,

        /// <summary>What helps to find a fault.</summary>
        Debug = 1,

        /// <summary>What happens.</summary>
        Info = 2,

        /// <summary>What may go wrong.</summary>
        Warn = 3,

        /// <summary>What went wrong.</summary>
        Error = 4,
    }

    /// <summary>Gets or sets levels by target, separated by commas.</summary>
    public string? FilterString { get; set; }

    /// <summary>The lowest level of the SDK's own messages.</summary>
    internal LogLevel Lowest
    {
        get
        {
            var parts = (FilterString ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var core = parts.FirstOrDefault(p => p.StartsWith(CoreTarget, StringComparison.Ordinal) && p.Contains('=', StringComparison.Ordinal));
            var level = core?[(core.IndexOf('=', StringComparison.Ordinal) + 1)..] ?? parts.FirstOrDefault(p => !p.Contains('=', StringComparison.Ordinal));
            return level?.ToUpperInvariant() switch
            {
                "TRACE" => LogLevel.Trace,
                "DEBUG" => LogLevel.Debug,
                "INFO" => LogLevel.Information,
                "WARN" => LogLevel.Warning,
                "OFF" => LogLevel.None,
                _ => LogLevel.Error,
            };
        }
    }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();

    private static string Name(Level level) => level.ToString().ToUpperInvariant();
}
