using System.Diagnostics.Metrics;
using Temporalio.Common;

namespace Temporalio.Runtime.Metrics;

/// <summary>Hands every metric to <see cref="Meter"/>, where exporters and dotnet-counters listen. Without a listener it costs next to nothing.</summary>
internal sealed class DiagnosticsMetricMeter(Meter meter, bool seconds, MetricTags tags = default) : MetricMeter
{
    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null) =>
        new DiagnosticsCounter<T>(meter.CreateCounter<T>(name, unit, description), tags);

    public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null) =>
        typeof(T) == typeof(TimeSpan)
            ? (MetricHistogram<T>)(object)new DiagnosticsDurationHistogram(new(meter, name, description, seconds), tags)
            : new DiagnosticsHistogram<T>(meter.CreateHistogram<T>(name, unit, description), tags);

    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null) =>
        new DiagnosticsGauge<T>(meter.CreateGauge<T>(name, unit, description), tags);

    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> more) =>
        new DiagnosticsMetricMeter(meter, seconds, tags.With(more));
}
