using System.Diagnostics.Metrics;
using Temporalio.Common;
using Temporalio.Runtime.Metrics;

namespace Temporalio.Runtime;

/// <summary>What connections and workers of one process share: the meter.</summary>
public sealed class TemporalRuntime
{
    private static readonly Lazy<TemporalRuntime> LazyDefault = new(() => new(new()));

    /// <summary>Initializes a new instance of the <see cref="TemporalRuntime"/> class.</summary>
    /// <param name="options">Options of the runtime.</param>
    public TemporalRuntime(TemporalRuntimeOptions options)
    {
        var prefix = options.Telemetry.Metrics?.MetricPrefix;
        var tags = default(MetricTags).With(
            options.Telemetry.Metrics?.GlobalTags?.Select(tag => KeyValuePair.Create(tag.Key, (object)tag.Value)));
        MetricMeter = new DiagnosticsMetricMeter(new Meter(string.IsNullOrEmpty(prefix) ? "Temporalio" : prefix.TrimEnd('_')), tags);
    }

    /// <summary>Gets the runtime that connections use which were given none.</summary>
    public static TemporalRuntime Default => LazyDefault.Value;

    /// <summary>Gets the meter for metrics of this process.</summary>
    public MetricMeter MetricMeter { get; }
}
