namespace Temporalio.Runtime;

/// <summary>Options of metrics. They go to <see cref="System.Diagnostics.Metrics.Meter"/>; an exporter of the process's choice takes them from there.</summary>
public class MetricsOptions : ICloneable
{
    /// <summary>Gets or sets tags of every value.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? GlobalTags { get; set; }

    /// <summary>Gets or sets the name of the meter. Default: <c>Temporalio</c>.</summary>
    public string? MetricPrefix { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
