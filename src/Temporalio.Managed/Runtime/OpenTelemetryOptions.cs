namespace Temporalio.Runtime;

/// <summary>Export of metrics to an OpenTelemetry collector (OTLP).</summary>
public class OpenTelemetryOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="OpenTelemetryOptions"/> class.</summary>
    public OpenTelemetryOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="OpenTelemetryOptions"/> class.</summary>
    /// <param name="url">Address of the collector.</param>
    public OpenTelemetryOptions(string url)
        : this(new Uri(url))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="OpenTelemetryOptions"/> class.</summary>
    /// <param name="url">Address of the collector.</param>
    public OpenTelemetryOptions(Uri url) => Url = url;

    /// <summary>Gets or sets the address of the collector: for HTTP the full address, <c>/v1/metrics</c> included. Required.</summary>
    public Uri? Url { get; set; }

    /// <summary>Gets or sets headers of every export.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? Headers { get; set; }

    /// <summary>Gets or sets the time between exports. Default: 1 s.</summary>
    public TimeSpan? MetricsExportInterval { get; set; }

    /// <summary>Gets or sets what sums count from. Default: the start of the process.</summary>
    public OpenTelemetryMetricTemporality MetricTemporality { get; set; } = OpenTelemetryMetricTemporality.Cumulative;

    /// <summary>Gets or sets a value indicating whether durations are seconds instead of milliseconds.</summary>
    public bool UseSecondsForDuration { get; set; }

    /// <summary>Gets or sets the protocol. Default: gRPC.</summary>
    public OpenTelemetryProtocol Protocol { get; set; } = OpenTelemetryProtocol.Grpc;

    /// <summary>Gets or sets the bounds of histograms by their names without prefix.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<double>>? HistogramBucketOverrides { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
