using Temporalio.Common;

namespace Temporalio.Runtime.Metrics;

/// <summary>Durations that a program measures itself.</summary>
internal sealed class DiagnosticsDurationHistogram(DurationInstrument histogram, MetricTags tags)
    : MetricHistogram<TimeSpan>(histogram.Name, histogram.Unit, histogram.Description)
{
    public override void Record(TimeSpan value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
        histogram.Record(value, tags.With(extraTags).Span);

    public override MetricHistogram<TimeSpan> WithTags(IEnumerable<KeyValuePair<string, object>> tags1) =>
        new DiagnosticsDurationHistogram(histogram, tags.With(tags1));
}
