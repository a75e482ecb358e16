using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Workflows;
using Orchestrator.Workflows.Accounts;
using Orchestrator.Workflows.Activities;
using Temporalio.Client;
using Temporalio.DevServer;
using Temporalio.Worker;

namespace Orchestrator.Testing;

/// <summary>A development service and a worker with fake stages: the workflows, run for real over the wire.</summary>
public sealed class FilmSet : IAsyncDisposable
{
    private readonly DevService service;
    private readonly string taskQueue = $"set-{Guid.NewGuid():N}";
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> accounts = [];
    private Task? working;

    private FilmSet(DevService service, ITemporalClient client, FakeStages stages) => (this.service, Client, Stages) = (service, client, stages);

    /// <summary>Client of the service.</summary>
    public ITemporalClient Client { get; }

    /// <summary>The stages.</summary>
    public FakeStages Stages { get; }

    /// <summary>Starts service and worker; the plan is the deterministic planner's.</summary>
    public static async Task<FilmSet> StartAsync(FakeStages? stages = null)
    {
        var service = await DevService.StartAsync(new DevServiceOptions());
        var client = await TemporalClient.ConnectAsync(new(service.Address));
        var set = new FilmSet(service, client, stages ?? new FakeStages());
        set.Stages.Plan = request => new DeterministicPlanner().PlanAsync(request.Brief, default);
        set.working = set.WorkAsync();
        return set;
    }

    /// <summary>Opens the account of a provider.</summary>
    public async Task<WorkflowHandle<AccountWorkflow>> OpenAccountAsync(string provider, int jobs)
    {
        accounts.Add(WorkAsync(new TemporalWorkerOptions(AccountWorkflow.QueueOf(taskQueue, provider))
            .AddAllActivities<IStoryboardActivities>(Stages)
            .AddAllActivities<IGenerationActivities>(Stages)));
        return await Client.StartWorkflowAsync(
            (AccountWorkflow desk) => desk.RunAsync(AccountState.Of(new(provider, jobs))), new(id: AccountWorkflow.IdOf(provider), taskQueue: taskQueue));
    }

    /// <summary>Starts a film.</summary>
    public Task<WorkflowHandle<ProductionWorkflow, Delivery>> StartFilmAsync(Brief brief) => StartFilmAsync(new ProductionRequest(brief));

    /// <summary>Starts a film, or a draft, or the film of a draft.</summary>
    public Task<WorkflowHandle<ProductionWorkflow, Delivery>> StartFilmAsync(ProductionRequest request) => Client.StartWorkflowAsync(
        (ProductionWorkflow film) => film.RunAsync(request),
        new(id: $"film-{Guid.NewGuid():N}", taskQueue: taskQueue));

    /// <summary>Waits until the film's progress satisfies a condition.</summary>
    public static async Task<ProductionProgress> UntilAsync(WorkflowHandle<ProductionWorkflow, Delivery> film, Func<ProductionProgress, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var progress = await film.QueryAsync(workflow => workflow.Progress());
            if (condition(progress))
                return progress;
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (working is not null)
            await Task.WhenAll([working, .. accounts]);
        await service.DisposeAsync();
        stop.Dispose();
    }

    private Task WorkAsync() => WorkAsync(
        // A machine that is busy is no code that blocks.
        new TemporalWorkerOptions(taskQueue) { MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100), DebugMode = true }
            .AddWorkflow<ProductionWorkflow>()
            .AddWorkflow<ShotWorkflow>()
            .AddWorkflow<AccountWorkflow>()
            .AddAllActivities<IPlanningActivities>(Stages)
            .AddAllActivities<IStoryboardActivities>(Stages)
            .AddAllActivities<IGenerationActivities>(Stages)
            .AddAllActivities<IScoringActivities>(Stages)
            .AddAllActivities<IAssemblyActivities>(Stages));

    private async Task WorkAsync(TemporalWorkerOptions options)
    {
        using var worker = new TemporalWorker(Client, options);
        try
        {
            await worker.ExecuteAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The set is struck.
        }
    }
}
