using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Runs a worker as long as the host runs.</summary>
public class TemporalWorkerService : BackgroundService
{
    private readonly TemporalClientConnectOptions? newClientOptions;
    private readonly ITemporalClient? existingClient;
    private readonly TemporalWorkerOptions workerOptions;
    private readonly TemporalWorkerClientUpdater? clientUpdater;

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerService"/> class.</summary>
    /// <param name="options">Options; those of the client are required.</param>
    /// <exception cref="ArgumentException">There are no client options.</exception>
    public TemporalWorkerService(TemporalWorkerServiceOptions options)
        : this(options, null, null)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerService"/> class.</summary>
    /// <param name="clientOptions">How to connect.</param>
    /// <param name="workerOptions">Options of the worker.</param>
    public TemporalWorkerService(TemporalClientConnectOptions clientOptions, TemporalWorkerOptions workerOptions)
    {
        newClientOptions = clientOptions;
        this.workerOptions = workerOptions;
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerService"/> class.</summary>
    /// <param name="client">Client to use.</param>
    /// <param name="workerOptions">Options of the worker.</param>
    public TemporalWorkerService(ITemporalClient client, TemporalWorkerOptions workerOptions)
    {
        existingClient = client;
        this.workerOptions = workerOptions;
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerService"/> class with the options of that name.</summary>
    /// <param name="taskQueue">Task queue.</param>
    /// <param name="buildId">Build id.</param>
    /// <param name="optionsMonitor">Options by name.</param>
    /// <param name="existingClient">Client to use if the options name none.</param>
    /// <param name="loggerFactory">Where to log if the options name nothing.</param>
    /// <exception cref="ArgumentException">There is neither a client nor client options.</exception>
    public TemporalWorkerService(
        string taskQueue,
        string? buildId,
        IOptionsMonitor<TemporalWorkerServiceOptions> optionsMonitor,
        ITemporalClient? existingClient = null,
        ILoggerFactory? loggerFactory = null)
        : this(optionsMonitor.Get(HostedWorkerName.Of(taskQueue, buildId)), existingClient, loggerFactory)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerService"/> class with the options of that name.</summary>
    /// <param name="taskQueueAndBuildId">Task queue and build id.</param>
    /// <param name="optionsMonitor">Options by name.</param>
    /// <param name="existingClient">Client to use if the options name none.</param>
    /// <param name="loggerFactory">Where to log if the options name nothing.</param>
    /// <exception cref="ArgumentException">There is neither a client nor client options.</exception>
    public TemporalWorkerService(
        (string TaskQueue, string? BuildId) taskQueueAndBuildId,
        IOptionsMonitor<TemporalWorkerServiceOptions> optionsMonitor,
        ITemporalClient? existingClient = null,
        ILoggerFactory? loggerFactory = null)
        : this(taskQueueAndBuildId.TaskQueue, taskQueueAndBuildId.BuildId, optionsMonitor, existingClient, loggerFactory)
    {
    }

    internal TemporalWorkerService(TemporalWorkerServiceOptions options, ITemporalClient? existingClient, ILoggerFactory? loggerFactory)
    {
        options = (TemporalWorkerServiceOptions)options.Clone();
        newClientOptions = options.ClientOptions;
        this.existingClient = newClientOptions == null ? existingClient : null;
        if (newClientOptions == null && existingClient == null)
            throw new ArgumentException("Must have a Temporal client in the services or client options in the worker options", nameof(options));
        options.LoggerFactory ??= loggerFactory;
        clientUpdater = options.WorkerClientUpdater;
        workerOptions = options;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var client = existingClient ?? await TemporalClient.ConnectAsync(newClientOptions!);

        // A lazy client connects here, so that a wrong address stops the host instead of a poll loop.
        await client.Connection.ConnectAsync();
        using var worker = new TemporalWorker(client, workerOptions);
        void Update(IWorkerClient updated) => worker.Client = updated;
        clientUpdater?.Subscribe(Update);
        try
        {
            await worker.ExecuteAsync(stoppingToken);
        }
        finally
        {
            clientUpdater?.Unsubscribe(Update);
        }
    }
}
