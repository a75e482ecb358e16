using System.Diagnostics.Metrics;

namespace Temporalio.Runtime.Metrics;

/// <summary>A histogram of durations, in whole milliseconds or in seconds.</summary>
internal sealed class DurationInstrument(Meter meter, string name, string? description, bool seconds)
{
    private readonly Histogram<double> histogram = meter.CreateHistogram<double>(name, seconds ? "s" : "ms", description);

    public string Name => histogram.Name;

    public string? Unit => histogram.Unit;

    public string? Description => histogram.Description;

    /// <summary>Whether anyone listens.</summary>
    public bool Enabled => histogram.Enabled;

    public void Record(TimeSpan value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (histogram.Enabled)
            histogram.Record(seconds ? value.TotalSeconds : Math.Floor(value.TotalMilliseconds), tags);
    }
}
