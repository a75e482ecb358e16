namespace Temporalio.Runtime;

/// <summary>Options of logs and metrics.</summary>
public class TelemetryOptions : ICloneable
{
    /// <summary>Gets or sets the options of the SDK's own messages.</summary>
    public LoggingOptions? Logging { get; set; } = new();

    /// <summary>Gets or sets the metrics options.</summary>
    public MetricsOptions? Metrics { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (TelemetryOptions)MemberwiseClone();
        copy.Logging = (LoggingOptions?)Logging?.Clone();
        copy.Metrics = (MetricsOptions?)Metrics?.Clone();
        return copy;
    }
}
