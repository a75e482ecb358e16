namespace Temporalio.Runtime;

/// <summary>Options of logs and metrics.</summary>
public class TelemetryOptions : ICloneable
{
    /// <summary>Gets or sets the metrics options.</summary>
    public MetricsOptions? Metrics { get; set; }

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (TelemetryOptions)MemberwiseClone();
        copy.Metrics = (MetricsOptions?)Metrics?.Clone();
        return copy;
    }
}
