using System.Diagnostics.Metrics;
using Temporalio.Common;

namespace Temporalio.Runtime.Metrics;

internal sealed class DiagnosticsCounter<T>(Counter<T> counter, MetricTags tags)
    : MetricCounter<T>(counter.Name, counter.Unit, counter.Description)
    where T : struct
{
    public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
        counter.Add(value, tags.With(extraTags).Span);

    public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags1) =>
        new DiagnosticsCounter<T>(counter, tags.With(tags1));
}
