using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Runtime;
using Temporalio.Runtime.Metrics;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

/// <summary>The options of a worker with every default filled in.</summary>
internal sealed class WorkerSettings
{
    private const int DefaultSlots = 100;

    private volatile ITemporalClient client;

    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public WorkerSettings(IWorkerClient client, TemporalWorkerOptions options)
    {
        Options = options;
        this.client = Require(client);
        TaskQueue = string.IsNullOrEmpty(options.TaskQueue)
            ? throw new ArgumentException("A worker needs a task queue", nameof(options))
            : options.TaskQueue;
        if (options.Workflows.Count == 0 && options.Activities.Count == 0)
            throw new ArgumentException("A worker needs at least one workflow or activity", nameof(options));
        Identity = options.Identity ?? Client.Connection.Options.Identity!;
        LoggerFactory = options.LoggerFactory ?? client.Options.LoggerFactory;
        Runtime = Client.Connection.Options.Runtime ?? TemporalRuntime.Default;
        Logger = ForwardingLogger.Around(LoggerFactory.CreateLogger<TemporalWorker>(), Runtime);
        var ofClient = client.Options.Interceptors?.OfType<IWorkerInterceptor>() ?? [];
        Interceptors = [.. ofClient, .. options.Interceptors ?? []];
        if (options.Tuner is not null
            && (options.MaxConcurrentWorkflowTasks ?? options.MaxConcurrentActivities ?? options.MaxConcurrentLocalActivities) is not null)
            throw new ArgumentException("Cannot set both Tuner and any of the MaxConcurrent options", nameof(options));
        Metrics = new(Runtime.Instruments, Runtime.Tags, Namespace, TaskQueue);
        WorkflowSlots = new(SlotKinds.Workflow, options.Tuner?.WorkflowTaskSlotSupplier ?? Fixed(options.MaxConcurrentWorkflowTasks), this);
        ActivitySlots = new(SlotKinds.Activity, options.Tuner?.ActivityTaskSlotSupplier ?? Fixed(options.MaxConcurrentActivities), this);
        LocalActivitySlots = new(SlotKinds.LocalActivity, options.Tuner?.LocalActivitySlotSupplier ?? Fixed(options.MaxConcurrentLocalActivities), this);
        WorkflowPolls = Bounds(options.WorkflowTaskPollerBehavior, options.MaxConcurrentWorkflowTaskPolls, WorkflowSlots);
        ActivityPolls = Bounds(options.ActivityTaskPollerBehavior, options.MaxConcurrentActivityTaskPolls, ActivitySlots);
        if (options.MaxCachedWorkflows > 0 && options.Workflows.Count > 0 && (WorkflowSlots.Size < 2 || WorkflowPolls.Maximum < 2))
            throw new ArgumentException("A worker that keeps workflows in memory needs at least two workflow task slots and polls", nameof(options));
    }

    public TemporalWorkerOptions Options { get; }

    /// <summary>The client of the calls that begin from now on.</summary>
    public ITemporalClient Client => client;

    public WorkflowService Service => Client.Connection.WorkflowService;

    public string Namespace => Client.Options.Namespace;

    public DataConverter DataConverter => Client.Options.DataConverter;

    public string TaskQueue { get; }

    public string Identity { get; }

    /// <summary>Names this worker among those with the same identity.</summary>
    public string InstanceKey { get; } = Guid.NewGuid().ToString("N");

    public ILoggerFactory LoggerFactory { get; }

    public ILogger Logger { get; }

    public IReadOnlyCollection<IWorkerInterceptor> Interceptors { get; }

    public WorkerMetrics Metrics { get; }

    public SlotPool WorkflowSlots { get; }

    public SlotPool ActivitySlots { get; }

    public SlotPool LocalActivitySlots { get; }

    /// <summary>Fewest, most and first number of polls.</summary>
    public (int Minimum, int Maximum, int Initial) WorkflowPolls { get; }

    /// <inheritdoc cref="WorkflowPolls"/>
    public (int Minimum, int Maximum, int Initial) ActivityPolls { get; }

    public TemporalRuntime Runtime { get; }

    /// <summary>Goes on with another client.</summary>
    /// <exception cref="ArgumentException">It is of another namespace, or no full client.</exception>
    public void UseClient(IWorkerClient next)
    {
        var full = Require(next);
        if (full.Options.Namespace != Namespace)
            throw new ArgumentException($"A worker of namespace {Namespace} cannot go on with a client of namespace {full.Options.Namespace}", nameof(next));
        client = full;
    }

    /// <summary>The meter for what activities measure.</summary>
    public Common.MetricMeter MeterOf(string activityType) =>
        Runtime.MetricMeter.WithTags([new("namespace", Namespace), new("task_queue", TaskQueue), new("activity_type", activityType)]);

    public string BuildId => Options.DeploymentOptions?.Version?.BuildId ?? Options.BuildId ?? string.Empty;

    public Common.WorkerDeploymentVersion? DeploymentVersion => Options.DeploymentOptions?.Version;

    public Api.Deployment.V1.WorkerDeploymentOptions? Deployment => Options.DeploymentOptions?.ToProto();

    public Api.Common.V1.WorkerVersionCapabilities? VersionCapabilities => Options.BuildId is null
        ? null
        : new() { BuildId = Options.BuildId, UseVersioning = Options.UseWorkerVersioning };

    public Api.Common.V1.WorkerVersionStamp? VersionStamp => Options.BuildId is null
        ? null
        : new() { BuildId = Options.BuildId, UseVersioning = Options.UseWorkerVersioning };

    /// <summary>Whether the service stores which SDK and which behaviour a task used.</summary>
    public bool ServiceTakesSdkMetadata =>
        Client.Connection is not TemporalConnection { SystemInfo: { } info } || info.Capabilities?.SdkMetadata == true;

    /// <summary>Options of a call that is tried again after passing errors.</summary>
    public static RpcOptions Retried(CancellationToken cancellationToken = default) =>
        new() { Retry = true, CancellationToken = cancellationToken };

    private static ITemporalClient Require(IWorkerClient client) =>
        client as ITemporalClient ?? throw new ArgumentException("The client of a worker must be an ITemporalClient", nameof(client));

    private static FixedSizeSlotSupplier Fixed(int? count) => new(count ?? DefaultSlots);

    /// <summary>Each open poll holds a slot, so there is no use in more polls than slots.</summary>
    private static (int Minimum, int Maximum, int Initial) Bounds(PollerBehavior? behavior, int count, SlotPool slots)
    {
        var (minimum, maximum, initial) = behavior?.Bounds ?? (count, count, count);
        if (minimum < 1 || maximum < minimum)
            throw new ArgumentException($"A worker needs at least one poll and at most as many as its maximum, got {minimum} to {maximum}");
        var most = slots.Size ?? int.MaxValue;
        return (Math.Min(minimum, most), Math.Min(maximum, most), Math.Min(initial, most));
    }
}
