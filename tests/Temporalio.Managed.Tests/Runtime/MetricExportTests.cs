using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Metrics;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Runtime;
using Temporalio.Runtime.Metrics;
using Temporalio.Tests.Service;
using Temporalio.Tests.Transport;
using Temporalio.Tests.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Runtime;

[Collection(ServiceCollection.Name)]
public sealed class MetricExportTests(TemporalService service)
{
    private static readonly HttpClient Http = new();

    [ServiceFact]
    public async Task Prometheus_WorkflowWithActivities_HasTheOfficialNames()
    {
        var runtime = Runtime(new PrometheusOptions("127.0.0.1:0"));
        var text = await RunAndFetchAsync(runtime);
        string[] expected =
        [
            "temporal_request{", "temporal_request_latency_bucket{", "temporal_long_request{", "temporal_long_request_latency_count{",
            "temporal_worker_start{", "temporal_num_pollers{", "temporal_worker_task_slots_available{", "temporal_worker_task_slots_used{",
            "temporal_sticky_cache_size{", "temporal_sticky_cache_hit{", "temporal_workflow_task_queue_poll_succeed{",
            "temporal_workflow_task_schedule_to_start_latency_bucket{", "temporal_workflow_task_execution_latency_bucket{",
            "temporal_workflow_completed{", "temporal_workflow_endtoend_latency_sum{", "temporal_activity_task_received{",
            "temporal_activity_schedule_to_start_latency_bucket{", "temporal_activity_execution_latency_bucket{",
            "temporal_activity_succeed_endtoend_latency_bucket{", "temporal_local_activity_total{",
            "temporal_local_activity_execution_latency_bucket{", "temporal_local_activity_succeed_endtoend_latency_count{",
            "temporal_activity_execution_failed{",
        ];
        Assert.All(expected, name => Assert.Contains("\n" + name, text, StringComparison.Ordinal));
        Assert.Contains("# TYPE temporal_request counter\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE temporal_num_pollers gauge\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE temporal_request_latency histogram\n", text, StringComparison.Ordinal);
    }

    [ServiceFact]
    public async Task Prometheus_Values_CarryWhatTheyBelongTo()
    {
        var runtime = Runtime(new PrometheusOptions("127.0.0.1:0"), m => m.GlobalTags = [new("fleet", "a \"b\"")]);
        var lines = (await RunAndFetchAsync(runtime)).Split('\n');
        var completed = Assert.Single(lines, l => l.StartsWith("temporal_workflow_completed{", StringComparison.Ordinal));
        Assert.EndsWith("} 1", completed, StringComparison.Ordinal);
        Assert.All(
            new[] { "service_name=\"temporal-core-sdk\"", "fleet=\"a \\\"b\\\"\"", "namespace=\"default\"", "workflow_type=\"MeasuredWorkflow\"", "task_queue=\"test-" },
            tag => Assert.Contains(tag, completed, StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("temporal_request{", StringComparison.Ordinal) && l.Contains("operation=\"StartWorkflowExecution\"", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("temporal_long_request{", StringComparison.Ordinal) && l.Contains("operation=\"PollWorkflowTaskQueue\"", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("own_count{", StringComparison.Ordinal) && l.Contains("workflow_type=\"MeasuredWorkflow\"", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("own_time_sum{", StringComparison.Ordinal) && l.EndsWith(" 1500", StringComparison.Ordinal));
    }

    [ServiceFact]
    public async Task Prometheus_SuffixesSecondsAndBuckets_AreAsAskedFor()
    {
        var runtime = Runtime(
            new PrometheusOptions("127.0.0.1:0")
            {
                HasCounterTotalSuffix = true,
                HasUnitSuffix = true,
                UseSecondsForDuration = true,
                HistogramBucketOverrides = new Dictionary<string, IReadOnlyCollection<double>> { ["request_latency"] = [7.5, 30] },
            },
            m => (m.MetricPrefix, m.AttachServiceName) = ("my_", false));
        var text = await RunAndFetchAsync(runtime);
        Assert.Contains("\nmy_request_total{", text, StringComparison.Ordinal);
        Assert.Contains("le=\"7.5\"} ", text, StringComparison.Ordinal);
        Assert.Contains("\nmy_workflow_endtoend_latency_seconds_bucket{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("service_name", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prometheus_AnotherPath_IsNotFound()
    {
        var runtime = Runtime(new PrometheusOptions("127.0.0.1:0"));
        using var answer = await Http.GetAsync(new Uri($"http://{AddressOf(runtime)}/other"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void New_PrometheusAddressTaken_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var error = Assert.Throws<InvalidOperationException>(() => Runtime(new PrometheusOptions(taken.LocalEndpoint.ToString()!)));
        Assert.Contains(taken.LocalEndpoint.ToString()!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_PrometheusWithoutAddress_Throws() => Assert.Throws<ArgumentException>(() => Runtime(new PrometheusOptions()));

    [Fact]
    public void New_TwoExports_Throws() =>
        Assert.Throws<ArgumentException>(() => Runtime(new PrometheusOptions("127.0.0.1:0"), m => m.OpenTelemetry = new("http://127.0.0.1:1")));

    [Theory]
    [InlineData(OpenTelemetryProtocol.Grpc)]
    [InlineData(OpenTelemetryProtocol.Http)]
    public async Task OpenTelemetry_Collector_GetsTheMetrics(OpenTelemetryProtocol protocol)
    {
        var bodies = new ConcurrentQueue<string>();
        async Task CollectAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            bodies.Enqueue(Encoding.Latin1.GetString(body.ToArray()) + context.Request.Headers["x-key"]);
            if (protocol == OpenTelemetryProtocol.Grpc)
                await ScriptedServer.Message()(context);
        }
        await using var collector = await ScriptedServer.StartAsync(readsBody: false, http2: protocol == OpenTelemetryProtocol.Grpc, CollectAsync);
        var runtime = new TemporalRuntime(new(new()
        {
            Metrics = new(new OpenTelemetryOptions($"http://{collector.Address}{(protocol == OpenTelemetryProtocol.Http ? "/v1/metrics" : string.Empty)}")
            {
                Protocol = protocol,
                Headers = [new("x-key", "secret")],
                MetricsExportInterval = TimeSpan.FromHours(1),
            }),
        }));
        runtime.MetricMeter.CreateCounter<long>("films").Add(3);
        Assert.True(Assert.IsAssignableFrom<MeterProvider>(runtime.Export).ForceFlush());
        var body = Assert.Single(bodies);
        Assert.Contains("films", body, StringComparison.Ordinal);
        Assert.EndsWith("secret", body, StringComparison.Ordinal);
        Assert.Equal(
            protocol == OpenTelemetryProtocol.Http ? "/v1/metrics" : "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
            collector.LastPath);
    }

    private static TemporalRuntime Runtime(PrometheusOptions prometheus, Action<MetricsOptions>? configure = null)
    {
        var metrics = new MetricsOptions(prometheus);
        configure?.Invoke(metrics);
        return new(new(new() { Metrics = metrics }));
    }

    private static IPEndPoint AddressOf(TemporalRuntime runtime) => Assert.IsType<PrometheusExport>(runtime.Export).Address;

    private async Task<string> RunAndFetchAsync(TemporalRuntime runtime)
    {
        var client = await TemporalClient.ConnectAsync(new(service.Address) { Runtime = runtime });
        await TestWorkers.RunAsync(client, o => o.AddWorkflow<MeasuredWorkflow>().AddActivity(Act), async options =>
            await client.ExecuteWorkflowAsync((MeasuredWorkflow wf) => wf.RunAsync(), options));
        return await Http.GetStringAsync(new Uri($"http://{AddressOf(runtime)}/metrics"));
    }

    [Activity]
    public static string Act()
    {
        if (ActivityExecutionContext.Current.Info is { IsLocal: false, Attempt: 1 })
            throw new InvalidOperationException("once");
        return "done";
    }

    [Workflow]
    public sealed class MeasuredWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            Workflow.MetricMeter.CreateCounter<long>("own_count").Add(1);
            Workflow.MetricMeter.CreateHistogram<TimeSpan>("own_time").Record(TimeSpan.FromSeconds(1.5));
            var retries = new Temporalio.Common.RetryPolicy { InitialInterval = TimeSpan.FromMilliseconds(1) };
            await Workflow.ExecuteActivityAsync(() => Act(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(5), RetryPolicy = retries });
            await Workflow.ExecuteLocalActivityAsync(() => Act(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) });
        }
    }
}
