using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Temporalio.Common;
using Temporalio.Runtime.Metrics;

namespace Temporalio.Runtime;

/// <summary>What connections and workers of one process share: metrics, where they go, and where the SDK's own messages go.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The official type lives as long as its process.")]
public sealed class TemporalRuntime
{
    private static readonly Lazy<TemporalRuntime> LazyDefault = new(() => new(new()));

    /// <summary>Initializes a new instance of the <see cref="TemporalRuntime"/> class.</summary>
    /// <param name="options">Options of the runtime.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    /// <exception cref="InvalidOperationException">The address for Prometheus cannot be listened on.</exception>
    public TemporalRuntime(TemporalRuntimeOptions options)
    {
        Options = (TemporalRuntimeOptions)options.Clone();
        var metrics = Options.Telemetry.Metrics ?? new();
        var meter = new Meter("Temporalio");
        Tags = TagsOf(metrics);
        MetricMeter = new DiagnosticsMetricMeter(meter, metrics.UseSeconds, Tags);
        Instruments = new(meter, metrics.MetricPrefix ?? SdkInstruments.DefaultPrefix, metrics.UseSeconds);
        Export = MetricExport.Start(metrics, meter);
        if (Export is not null)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Export.Dispose();
    }

    /// <summary>Gets the runtime that connections use which were given none.</summary>
    public static TemporalRuntime Default => LazyDefault.Value;

    /// <summary>Gets the meter for metrics of this process.</summary>
    public MetricMeter MetricMeter { get; }

    internal TemporalRuntimeOptions Options { get; }

    /// <summary>What the SDK itself measures.</summary>
    internal SdkInstruments Instruments { get; }

    /// <summary>Tags of every value.</summary>
    internal MetricTags Tags { get; }

    /// <summary>What exports the metrics; null when nothing does. Disposed of when the process ends.</summary>
    internal IDisposable? Export { get; }

    private static MetricTags TagsOf(MetricsOptions metrics)
    {
        var tags = metrics.AttachServiceName ? default(MetricTags).With("service_name", "temporal-core-sdk") : default;
        return tags.With(metrics.GlobalTags?.Select(tag => KeyValuePair.Create(tag.Key, (object)tag.Value)));
    }
}
