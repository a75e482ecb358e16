using System.Diagnostics.Metrics;
using Temporalio.Common;

namespace Temporalio.Runtime.Metrics;

/// <summary>Durations, recorded in seconds.</summary>
internal sealed class DiagnosticsDurationHistogram(Histogram<double> histogram, MetricTags tags)
    : MetricHistogram<TimeSpan>(histogram.Name, histogram.Unit, histogram.Description)
{
    public override void Record(TimeSpan value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
        histogram.Record(value.TotalSeconds, tags.With(extraTags).Span);

    public override MetricHistogram<TimeSpan> WithTags(IEnumerable<KeyValuePair<string, object>> tags1) =>
        new DiagnosticsDurationHistogram(histogram, tags.With(tags1));
}
