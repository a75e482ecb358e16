using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Temporalio.Runtime.Metrics;

/// <summary>Exports the metrics of one runtime: to a collector, or for Prometheus to fetch.</summary>
internal static class MetricExport
{
    private const string ServiceName = "temporal-core-sdk";
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    /// <summary>Begins to export; null when the options ask for none.</summary>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    /// <exception cref="InvalidOperationException">The address for Prometheus cannot be listened on.</exception>
    public static IDisposable? Start(MetricsOptions options, Meter meter)
    {
        if (options.Prometheus is not null && options.OpenTelemetry is not null)
            throw new ArgumentException("Metrics cannot go to Prometheus and to OpenTelemetry at once: set one of the two", nameof(options));
        if (options.Prometheus is { } prometheus)
            return new PrometheusExport(prometheus, reader => Provider(options, meter).AddReader(reader).Build());
        return options.OpenTelemetry is { } openTelemetry ? Provider(options, meter).AddReader(Reader(openTelemetry)).Build() : null;
    }

    private static MeterProviderBuilder Provider(MetricsOptions options, Meter meter) =>
        Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(r => r.AddService(ServiceName))
            .AddMeter(meter.Name)
            .AddView(instrument => instrument.Meter != meter ? MetricStreamConfiguration.Drop : HistogramBounds.For(instrument, options));

    private static PeriodicExportingMetricReader Reader(OpenTelemetryOptions options)
    {
        var exporter = new OtlpMetricExporter(new OtlpExporterOptions
        {
            Endpoint = options.Url ?? throw new ArgumentException("OpenTelemetry metrics need the Url of a collector", nameof(options)),
            Protocol = options.Protocol == OpenTelemetryProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            Headers = string.Join(',', options.Headers?.Select(h => $"{h.Key}={Uri.EscapeDataString(h.Value)}") ?? []),
        });
        var interval = options.MetricsExportInterval ?? DefaultInterval;
        return new(exporter, (int)interval.TotalMilliseconds)
        {
            TemporalityPreference = options.MetricTemporality == OpenTelemetryMetricTemporality.Delta
                ? MetricReaderTemporalityPreference.Delta
                : MetricReaderTemporalityPreference.Cumulative,
        };
    }
}
