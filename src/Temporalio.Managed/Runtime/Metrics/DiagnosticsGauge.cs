using System.Diagnostics.Metrics;
using Temporalio.Common;

namespace Temporalio.Runtime.Metrics;

internal sealed class DiagnosticsGauge<T>(Gauge<T> gauge, MetricTags tags)
    : MetricGauge<T>(gauge.Name, gauge.Unit, gauge.Description)
    where T : struct
{
    public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
        gauge.Record(value, tags.With(extraTags).Span);

    public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags1) =>
        new DiagnosticsGauge<T>(gauge, tags.With(tags1));
}
