using Temporalio.Client;
using Temporalio.Worker;

namespace Orchestrator.EngineBench.Load;

/// <summary>A client, and as a rule a worker on the same connection.</summary>
internal sealed class Crew : IAsyncDisposable
{
    public const string Queue = "bench";

    private readonly TemporalWorker? worker;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running = Task.CompletedTask;
    private int lastId;

    private Crew(ITemporalClient client, bool works)
    {
        Client = client;
        if (!works) return;
        worker = new TemporalWorker(client, WorkerOptions());
        running = worker.ExecuteAsync(stop.Token);
    }

    public ITemporalClient Client { get; }

    /// <summary>Connects; unless told otherwise, a worker begins to poll.</summary>
    public static async Task<Crew> HireAsync(string address, bool works = true) => new(await TemporalClient.ConnectAsync(new(address)), works);

    private static TemporalWorkerOptions WorkerOptions() => new TemporalWorkerOptions(Queue) { MaxConcurrentActivityTaskPolls = 10, MaxConcurrentWorkflowTaskPolls = 10 }
        .AddAllActivities(typeof(BenchActivities), null)
        .AddWorkflow<OneActivity>()
        .AddWorkflow<ActivitiesInARow>()
        .AddWorkflow<ActivitiesInParallel>()
        .AddWorkflow<OneChild>()
        .AddWorkflow<Listener>()
        .AddWorkflow<Waiter>();

    public WorkflowOptions NewWorkflow() => new($"bench-{Interlocked.Increment(ref lastId)}", Queue);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // That is how a worker ends that is told to.
        }

        worker?.Dispose();
        stop.Dispose();
    }
}
