using System.Diagnostics.Metrics;

namespace Temporalio.Runtime.Metrics;

/// <summary>The instruments of the SDK with the tags of one worker. Costs next to nothing while nobody listens.</summary>
internal sealed class WorkerMetrics(SdkInstruments instruments, MetricTags global, string ns, string taskQueue)
{
    private readonly MetricTags worker = global.With([new("namespace", ns), new("task_queue", taskQueue)]);

    public SdkInstruments Instruments => instruments;

    public void Count(Counter<long> counter)
    {
        if (counter.Enabled)
            counter.Add(1, worker.Span);
    }

    public void Count(Counter<long> counter, string tag, string value)
    {
        if (counter.Enabled)
            counter.Add(1, worker.With(tag, value).Span);
    }

    public void Count(Counter<long> counter, string tag1, string value1, string tag2, string value2)
    {
        if (counter.Enabled)
            counter.Add(1, worker.With(tag1, value1).With(tag2, value2).Span);
    }

    public void Set(Gauge<long> gauge, long value)
    {
        if (gauge.Enabled)
            gauge.Record(value, worker.Span);
    }

    public void Set(Gauge<long> gauge, long value, string tag, string tagValue)
    {
        if (gauge.Enabled)
            gauge.Record(value, worker.With(tag, tagValue).Span);
    }

    public void Record(DurationInstrument duration, TimeSpan value)
    {
        if (duration.Enabled)
            duration.Record(value, worker.Span);
    }

    public void Record(DurationInstrument duration, TimeSpan value, string tag, string tagValue)
    {
        if (duration.Enabled)
            duration.Record(value, worker.With(tag, tagValue).Span);
    }

    public void Record(DurationInstrument duration, TimeSpan value, string tag1, string value1, string tag2, string value2)
    {
        if (duration.Enabled)
            duration.Record(value, worker.With(tag1, value1).With(tag2, value2).Span);
    }
}
