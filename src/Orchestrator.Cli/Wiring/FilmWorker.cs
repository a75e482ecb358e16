using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Workflows;
using Orchestrator.Workflows.Accounts;
using Orchestrator.Workflows.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Worker;

namespace Orchestrator.Cli.Wiring;

/// <summary>
/// Polls the task queue of the films, and one for the purchases from each account, until the host stops; what is under way then is
/// given back to the service.
/// </summary>
internal sealed class FilmWorker(
    ITemporalClient client,
    ILoggerFactory logs,
    AccountSettings accounts,
    IPlanningActivities planning,
    IStoryboardActivities storyboard,
    IGenerationActivities generation,
    IScoringActivities scoring,
    IAssemblyActivities assembly) : BackgroundService
{
    /// <summary>Task queue of the films.</summary>
    public const string TaskQueue = "orchestrator";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(accounts.Limits.Select(OpenAsync));
        var films = Options(TaskQueue)
            .AddWorkflow<ProductionWorkflow>()
            .AddWorkflow<ShotWorkflow>()
            .AddWorkflow<AccountWorkflow>()
            .AddAllActivities(planning)
            .AddAllActivities(storyboard)
            .AddAllActivities(generation)
            .AddAllActivities(scoring)
            .AddAllActivities(assembly);
        var queues = accounts.Limits.Select(Purchases).Prepend(films).ToDictionary(options => options.TaskQueue!);
        await new KeptPolling((queue, stop) => WorkAsync(queues[queue], stop), logs.CreateLogger<FilmWorker>(), BeforeAnotherTry).AllAsync(queues.Keys, stoppingToken);
    }

    // Whoever comes first opens the account's desk; the limits of whoever came last hold.
    private Task OpenAsync(AccountLimits limits)
    {
        var options = new WorkflowOptions(AccountWorkflow.IdOf(limits.Provider), TaskQueue) { IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting };
        options.SignalWithStart((AccountWorkflow desk) => desk.LimitAsync(limits));
        return client.StartWorkflowAsync((AccountWorkflow desk) => desk.RunAsync(AccountState.Of(limits)), options);
    }

    private TemporalWorkerOptions Purchases(AccountLimits limits)
    {
        var options = Options(AccountWorkflow.QueueOf(TaskQueue, limits.Provider)).AddAllActivities(storyboard).AddAllActivities(generation);
        options.MaxTaskQueueActivitiesPerSecond = accounts.RateOf(limits.Provider);
        options.MaxConcurrentActivityTaskPolls = 1;
        return options;
    }

    private TemporalWorkerOptions Options(string taskQueue) => new(taskQueue)
    {
        LoggerFactory = logs,
        GracefulShutdownTimeout = Grace,
        // A cancellation reaches an activity with the answer to its heartbeat.
        MaxHeartbeatThrottleInterval = TimeSpan.FromSeconds(2),
        Interceptors = [new HeartbeatInterceptor()],
    };

    private async Task WorkAsync(TemporalWorkerOptions options, CancellationToken stoppingToken)
    {
        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(stoppingToken);
    }
}
