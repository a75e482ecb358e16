namespace Temporalio.Runtime;

/// <summary>
/// Options of metrics. They always go to <see cref="System.Diagnostics.Metrics.Meter"/> <c>Temporalio</c>, from where any exporter
/// of the process may take them; with <see cref="Prometheus"/> or <see cref="OpenTelemetry"/> the SDK exports them itself.
/// </summary>
public class MetricsOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="MetricsOptions"/> class.</summary>
    public MetricsOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="MetricsOptions"/> class.</summary>
    /// <param name="prometheus">Options of the endpoint for Prometheus.</param>
    public MetricsOptions(PrometheusOptions prometheus) => Prometheus = prometheus;

    /// <summary>Initializes a new instance of the <see cref="MetricsOptions"/> class.</summary>
    /// <param name="openTelemetry">Options of the export to a collector.</param>
    public MetricsOptions(OpenTelemetryOptions openTelemetry) => OpenTelemetry = openTelemetry;

    /// <summary>Gets or sets the endpoint for Prometheus. Not together with <see cref="OpenTelemetry"/>.</summary>
    public PrometheusOptions? Prometheus { get; set; }

    /// <summary>Gets or sets the export to a collector. Not together with <see cref="Prometheus"/>.</summary>
    public OpenTelemetryOptions? OpenTelemetry { get; set; }

    /// <summary>Gets or sets a value indicating whether values carry the tag <c>service_name</c>. Default: true.</summary>
    public bool AttachServiceName { get; set; } = true;

    /// <summary>Gets or sets tags of every value.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? GlobalTags { get; set; }

    /// <summary>Gets or sets what the names of the SDK's own metrics begin with. Default: <c>temporal_</c>.</summary>
    public string? MetricPrefix { get; set; }

    internal bool UseSeconds => Prometheus?.UseSecondsForDuration ?? OpenTelemetry?.UseSecondsForDuration ?? false;

    internal IReadOnlyDictionary<string, IReadOnlyCollection<double>>? BucketOverrides =>
        Prometheus?.HistogramBucketOverrides ?? OpenTelemetry?.HistogramBucketOverrides;

    /// <inheritdoc />
    public virtual object Clone()
    {
        var copy = (MetricsOptions)MemberwiseClone();
        copy.Prometheus = (PrometheusOptions?)Prometheus?.Clone();
        copy.OpenTelemetry = (OpenTelemetryOptions?)OpenTelemetry?.Clone();
        return copy;
    }
}
