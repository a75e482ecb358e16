using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Execution;

/// <summary>The options of a worker with every default filled in.</summary>
internal sealed class WorkerSettings
{
    private const int DefaultSlots = 100;

    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public WorkerSettings(IWorkerClient client, TemporalWorkerOptions options)
    {
        Options = options;
        Client = client as ITemporalClient ?? throw new ArgumentException("The client of a worker must be an ITemporalClient", nameof(client));
        TaskQueue = string.IsNullOrEmpty(options.TaskQueue)
            ? throw new ArgumentException("A worker needs a task queue", nameof(options))
            : options.TaskQueue;
        if (options.Workflows.Count == 0 && options.Activities.Count == 0)
            throw new ArgumentException("A worker needs at least one workflow or activity", nameof(options));
        Identity = options.Identity ?? Client.Connection.Options.Identity!;
        LoggerFactory = options.LoggerFactory ?? client.Options.LoggerFactory;
        Logger = LoggerFactory.CreateLogger<TemporalWorker>();
        var ofClient = client.Options.Interceptors?.OfType<IWorkerInterceptor>() ?? [];
        Interceptors = [.. ofClient, .. options.Interceptors ?? []];
        WorkflowSlots = Slots(options.Tuner?.WorkflowTaskSlotSupplier, options.MaxConcurrentWorkflowTasks);
        ActivitySlots = Slots(options.Tuner?.ActivityTaskSlotSupplier, options.MaxConcurrentActivities);
        LocalActivitySlots = Slots(options.Tuner?.LocalActivitySlotSupplier, options.MaxConcurrentLocalActivities);
        WorkflowPolls = options.WorkflowTaskPollerBehavior?.Count ?? options.MaxConcurrentWorkflowTaskPolls;
        ActivityPolls = options.ActivityTaskPollerBehavior?.Count ?? options.MaxConcurrentActivityTaskPolls;
        if (options.MaxCachedWorkflows > 0 && options.Workflows.Count > 0 && (WorkflowSlots < 2 || WorkflowPolls < 2))
            throw new ArgumentException("A worker that keeps workflows in memory needs at least two workflow task slots and polls", nameof(options));
    }

    public TemporalWorkerOptions Options { get; }

    public ITemporalClient Client { get; }

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

    public int WorkflowSlots { get; }

    public int ActivitySlots { get; }

    public int LocalActivitySlots { get; }

    public int WorkflowPolls { get; }

    public int ActivityPolls { get; }

    public Common.MetricMeter MetricMeter => (Client.Connection.Options.Runtime ?? Runtime.TemporalRuntime.Default).MetricMeter;

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

    private static int Slots(SlotSupplier? supplier, int? count) => supplier switch
    {
        null => count ?? DefaultSlots,
        FixedSizeSlotSupplier fixedSize => fixedSize.SlotCount,
        _ => throw new ArgumentException($"Slot supplier {supplier.GetType().Name} is not supported"),
    };
}
