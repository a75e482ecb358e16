using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Workflows;
using Orchestrator.Workflows.Activities;
using Temporalio.Client;
using Temporalio.Worker;

namespace Orchestrator.Cli.Wiring;

/// <summary>Polls the task queue of the films until the host stops; what is under way then is given back to the service.</summary>
internal sealed class FilmWorker(
    ITemporalClient client,
    ILoggerFactory logs,
    IPlanningActivities planning,
    IStoryboardActivities storyboard,
    IGenerationActivities generation,
    IScoringActivities scoring,
    IAssemblyActivities assembly) : BackgroundService
{
    /// <summary>Task queue of the films.</summary>
    public const string TaskQueue = "orchestrator";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = new TemporalWorkerOptions(TaskQueue)
        {
            LoggerFactory = logs,
            GracefulShutdownTimeout = Grace,
            // A cancellation reaches an activity with the answer to its heartbeat.
            MaxHeartbeatThrottleInterval = TimeSpan.FromSeconds(2),
            Interceptors = [new HeartbeatInterceptor()],
        }
            .AddWorkflow<ProductionWorkflow>()
            .AddWorkflow<ShotWorkflow>()
            .AddAllActivities(planning)
            .AddAllActivities(storyboard)
            .AddAllActivities(generation)
            .AddAllActivities(scoring)
            .AddAllActivities(assembly);
        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(stoppingToken);
    }
}
