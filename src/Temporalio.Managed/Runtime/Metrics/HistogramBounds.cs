using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Temporalio.Runtime.Metrics;

/// <summary>The bounds of histograms: those of the options, else such as suit what is measured.</summary>
internal static class HistogramBounds
{
    // All in milliseconds.
    private static readonly double[] EndToEnd =
    [
        100, 500, 1000, 1500, 2000, 5000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 30_600_000, 86_400_000,
    ];

    private static readonly double[] WorkflowTask = [1, 10, 20, 50, 100, 200, 500, 1000];
    private static readonly double[] Activity = [50, 100, 500, 1000, 5000, 10_000, 60_000];
    private static readonly double[] ScheduleToStart = [100, 500, 1000, 5000, 10_000, 100_000, 1_000_000];
    private static readonly double[] Other = [50, 100, 500, 1000, 2500, 10_000];

    public static MetricStreamConfiguration? For(Instrument instrument, MetricsOptions options)
    {
        if (!instrument.GetType().Name.StartsWith(nameof(Histogram<int>), StringComparison.Ordinal))
            return null;
        var prefix = options.MetricPrefix ?? SdkInstruments.DefaultPrefix;
        var name = instrument.Name.StartsWith(prefix, StringComparison.Ordinal) ? instrument.Name[prefix.Length..] : instrument.Name;
        var bounds = options.BucketOverrides?.GetValueOrDefault(name) is { } wanted
            ? wanted.ToArray()
            : Default(name).Select(ms => instrument.Unit == "s" ? ms / 1000 : ms).ToArray();
        return new ExplicitBucketHistogramConfiguration { Boundaries = bounds };
    }

    private static double[] Default(string name) => name switch
    {
        "workflow_endtoend_latency" => EndToEnd,
        "workflow_task_execution_latency" or "workflow_task_replay_latency" => WorkflowTask,
        _ when name.Contains("schedule_to_start", StringComparison.Ordinal) => ScheduleToStart,
        _ when name.Contains("activity_", StringComparison.Ordinal) => Activity,
        _ => Other,
    };
}
