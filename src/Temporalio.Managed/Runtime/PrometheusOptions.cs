namespace Temporalio.Runtime;

/// <summary>Metrics for Prometheus to fetch: this process answers <c>GET /metrics</c>.</summary>
public class PrometheusOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="PrometheusOptions"/> class.</summary>
    public PrometheusOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="PrometheusOptions"/> class.</summary>
    /// <param name="bindAddress">Address to listen on, for example <c>127.0.0.1:9464</c>.</param>
    public PrometheusOptions(string bindAddress) => BindAddress = bindAddress;

    /// <summary>Gets or sets the address to listen on: IP address and port. Required.</summary>
    public string? BindAddress { get; set; }

    /// <summary>Gets or sets a value indicating whether names of counters end in <c>_total</c>.</summary>
    public bool HasCounterTotalSuffix { get; set; }

    /// <summary>Gets or sets a value indicating whether names end in their unit.</summary>
    public bool HasUnitSuffix { get; set; }

    /// <summary>Gets or sets a value indicating whether durations are seconds instead of milliseconds.</summary>
    public bool UseSecondsForDuration { get; set; }

    /// <summary>Gets or sets the bounds of histograms by their names without prefix.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<double>>? HistogramBucketOverrides { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
