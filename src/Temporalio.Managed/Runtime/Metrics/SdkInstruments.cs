using System.Diagnostics.Metrics;

namespace Temporalio.Runtime.Metrics;

/// <summary>
/// What the SDK itself measures, under the names that all Temporal SDKs use (prefix <c>temporal_</c> unless the options say
/// otherwise). Durations are milliseconds, or seconds if the options ask for them.
/// </summary>
internal sealed class SdkInstruments
{
    public const string DefaultPrefix = "temporal_";

    private readonly Meter meter;
    private readonly string prefix;
    private readonly bool seconds;

    public SdkInstruments(Meter meter, string prefix, bool seconds)
    {
        this.meter = meter;
        this.prefix = prefix;
        this.seconds = seconds;
        Request = Counter("request");
        RequestFailure = Counter("request_failure");
        RequestLatency = Duration("request_latency");
        LongRequest = Counter("long_request");
        LongRequestFailure = Counter("long_request_failure");
        LongRequestLatency = Duration("long_request_latency");
        WorkerStart = Counter("worker_start");
        NumPollers = Gauge("num_pollers");
        SlotsAvailable = Gauge("worker_task_slots_available");
        SlotsUsed = Gauge("worker_task_slots_used");
        CacheHit = Counter("sticky_cache_hit");
        CacheMiss = Counter("sticky_cache_miss");
        CacheSize = Gauge("sticky_cache_size");
        CacheEviction = Counter("sticky_cache_total_forced_eviction");
        WorkflowPollSucceed = Counter("workflow_task_queue_poll_succeed");
        WorkflowPollEmpty = Counter("workflow_task_queue_poll_empty");
        WorkflowTaskFailed = Counter("workflow_task_execution_failed");
        WorkflowTaskScheduleToStart = Duration("workflow_task_schedule_to_start_latency");
        WorkflowTaskExecution = Duration("workflow_task_execution_latency");
        WorkflowTaskReplay = Duration("workflow_task_replay_latency");
        WorkflowCompleted = Counter("workflow_completed");
        WorkflowCanceled = Counter("workflow_canceled");
        WorkflowFailed = Counter("workflow_failed");
        WorkflowContinued = Counter("workflow_continue_as_new");
        WorkflowEndToEnd = Duration("workflow_endtoend_latency");
        ActivityPollEmpty = Counter("activity_poll_no_task");
        ActivityReceived = Counter("activity_task_received");
        ActivityFailed = Counter("activity_execution_failed");
        ActivityCanceled = Counter("activity_execution_cancelled");
        ActivityScheduleToStart = Duration("activity_schedule_to_start_latency");
        ActivityExecution = Duration("activity_execution_latency");
        ActivityEndToEnd = Duration("activity_succeed_endtoend_latency");
        LocalActivityTotal = Counter("local_activity_total");
        LocalActivityFailed = Counter("local_activity_execution_failed");
        LocalActivityCanceled = Counter("local_activity_execution_cancelled");
        LocalActivityExecution = Duration("local_activity_execution_latency");
        LocalActivityEndToEnd = Duration("local_activity_succeed_endtoend_latency");
    }

    public Counter<long> Request { get; }

    public Counter<long> RequestFailure { get; }

    public DurationInstrument RequestLatency { get; }

    public Counter<long> LongRequest { get; }

    public Counter<long> LongRequestFailure { get; }

    public DurationInstrument LongRequestLatency { get; }

    public Counter<long> WorkerStart { get; }

    public Gauge<long> NumPollers { get; }

    public Gauge<long> SlotsAvailable { get; }

    public Gauge<long> SlotsUsed { get; }

    public Counter<long> CacheHit { get; }

    public Counter<long> CacheMiss { get; }

    public Gauge<long> CacheSize { get; }

    public Counter<long> CacheEviction { get; }

    public Counter<long> WorkflowPollSucceed { get; }

    public Counter<long> WorkflowPollEmpty { get; }

    public Counter<long> WorkflowTaskFailed { get; }

    public DurationInstrument WorkflowTaskScheduleToStart { get; }

    public DurationInstrument WorkflowTaskExecution { get; }

    public DurationInstrument WorkflowTaskReplay { get; }

    public Counter<long> WorkflowCompleted { get; }

    public Counter<long> WorkflowCanceled { get; }

    public Counter<long> WorkflowFailed { get; }

    public Counter<long> WorkflowContinued { get; }

    public DurationInstrument WorkflowEndToEnd { get; }

    public Counter<long> ActivityPollEmpty { get; }

    public Counter<long> ActivityReceived { get; }

    public Counter<long> ActivityFailed { get; }

    public Counter<long> ActivityCanceled { get; }

    public DurationInstrument ActivityScheduleToStart { get; }

    public DurationInstrument ActivityExecution { get; }

    public DurationInstrument ActivityEndToEnd { get; }

    public Counter<long> LocalActivityTotal { get; }

    public Counter<long> LocalActivityFailed { get; }

    public Counter<long> LocalActivityCanceled { get; }

    public DurationInstrument LocalActivityExecution { get; }

    public DurationInstrument LocalActivityEndToEnd { get; }

    private Counter<long> Counter(string name) => meter.CreateCounter<long>(prefix + name);

    private Gauge<long> Gauge(string name) => meter.CreateGauge<long>(prefix + name);

    private DurationInstrument Duration(string name) => new(meter, prefix + name, null, seconds);
}
