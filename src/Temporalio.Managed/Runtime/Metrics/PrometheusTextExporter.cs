using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Temporalio.Runtime.Metrics;

/// <summary>Writes metrics in the text format of Prometheus (0.0.4).</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusTextExporter(PrometheusOptions options) : BaseExporter<OpenTelemetry.Metrics.Metric>, IPullMetricExporter
{
    /// <summary>The values of the last collection.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <inheritdoc />
    public Func<int, bool>? Collect { get; set; }

    public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> batch)
    {
        var text = new StringBuilder();
        foreach (var metric in batch)
            Write(text, metric);
        Text = text.ToString();
        return ExportResult.Success;
    }

    private void Write(StringBuilder text, OpenTelemetry.Metrics.Metric metric)
    {
        var name = NameOf(metric);
        if (metric.Description.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {metric.Description.Replace("\\", "\\\\").Replace("\n", "\\n")}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {TypeOf(metric.MetricType)}\n");
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (metric.MetricType is MetricType.Histogram)
                WriteHistogram(text, name, point);
            else
                Line(text, name, Labels(point), ValueOf(metric.MetricType, point));
        }
    }

    private string NameOf(OpenTelemetry.Metrics.Metric metric)
    {
        var name = new StringBuilder(metric.Name);
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]) && name[i] is not ('_' or ':'))
                name[i] = '_';
        }
        if (options.HasUnitSuffix && UnitOf(metric.Unit) is { Length: > 0 } unit)
            name.Append('_').Append(unit);
        if (options.HasCounterTotalSuffix && metric.MetricType.IsSum() && metric.MetricType is MetricType.LongSum or MetricType.DoubleSum)
            name.Append("_total");
        return name.ToString();
    }

    private static string UnitOf(string unit) => unit switch
    {
        "ms" => "milliseconds",
        "s" => "seconds",
        "By" => "bytes",
        _ => unit.All(char.IsAsciiLetter) ? unit : string.Empty,
    };

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static void WriteHistogram(StringBuilder text, string name, in MetricPoint point)
    {
        var labels = Labels(point);
        long count = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : bucket.ExplicitBound.ToString(CultureInfo.InvariantCulture);
            Line(text, $"{name}_bucket", [.. labels, $"le=\"{bound}\""], count);
        }
        Line(text, $"{name}_sum", labels, point.GetHistogramSum());
        Line(text, $"{name}_count", labels, point.GetHistogramCount());
    }

    private static List<string> Labels(in MetricPoint point)
    {
        var labels = new List<string>();
        foreach (var tag in point.Tags)
        {
            var value = Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? string.Empty;
            labels.Add($"{tag.Key}=\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\"");
        }
        return labels;
    }

    private static void Line(StringBuilder text, string name, List<string> labels, double value)
    {
        text.Append(name);
        if (labels.Count > 0)
            text.Append('{').AppendJoin(',', labels).Append('}');
        text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
