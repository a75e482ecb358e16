using System.Diagnostics.Metrics;
using Temporalio.Common;

namespace Temporalio.Runtime.Metrics;

internal sealed class DiagnosticsHistogram<T>(Histogram<T> histogram, MetricTags tags)
    : MetricHistogram<T>(histogram.Name, histogram.Unit, histogram.Description)
    where T : struct
{
    public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
        histogram.Record(value, tags.With(extraTags).Span);

    public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags1) =>
        new DiagnosticsHistogram<T>(histogram, tags.With(tags1));
}
