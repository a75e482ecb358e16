using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Services;
using Temporalio.Interop;
using Temporalio.Worker;

namespace Temporalio.Conformance.Workers;

/// <summary>A client and workers of the managed SDK on a queue nobody else uses.</summary>
public sealed class WorkerScene
{
    private static readonly ConcurrentDictionary<string, Task<TemporalClient>> Clients = new();

    private readonly CancellationToken cancellation;

    private WorkerScene(TemporalClient client, CancellationToken cancellation)
    {
        Client = client;
        this.cancellation = cancellation;
    }

    public TemporalClient Client { get; }

    /// <summary>The workflow id; ids of further workflows begin with it.</summary>
    public string Id { get; } = $"w{Guid.NewGuid():N}";

    public string Queue => Id + "-queue";

    /// <summary>Host and port of the service.</summary>
    public string Address => Client.Connection.Options.TargetHost!;

    public static async Task<WorkerScene> OnAsync(ServiceKind kind, CancellationToken cancellation)
    {
        var service = await SharedServices.GetAsync(kind);
        return new(await Clients.GetOrAdd(service.Address, address => TemporalClient.ConnectAsync(new(address))), cancellation);
    }

    public WorkflowOptions Options(string idSuffix = "") => new(Id + idSuffix, Queue) { TaskTimeout = TimeSpan.FromSeconds(10) };

    /// <summary>Options of a worker with all activities of the tests and these workflows.</summary>
    public TemporalWorkerOptions Worker(params Type[] workflows)
    {
        var options = new TemporalWorkerOptions(Queue)
        {
            StickyQueueScheduleToStartTimeout = TimeSpan.FromSeconds(5),

            // A machine that is busy is no code that blocks.
            DebugMode = true,
        };
        options.AddAllActivities(new StepActivities()).AddAllActivities(new InteropActivities());
        foreach (var workflow in workflows)
        {
            options.AddWorkflow(workflow);
        }

        return options;
    }

    /// <summary>Does something while a worker runs.</summary>
    public Task WithWorkerAsync(Func<Task> work, params Type[] workflows) => WithWorkerAsync(Worker(workflows), work);

    /// <inheritdoc cref="WithWorkerAsync(Func{Task}, Type[])"/>
    public async Task WithWorkerAsync(TemporalWorkerOptions options, Func<Task> work)
    {
        using var worker = new TemporalWorker(Client, options);
        await worker.ExecuteAsync(() => work().WaitAsync(cancellation), cancellation);
    }

    /// <summary>The history of the first run of a workflow, as the client reads it.</summary>
    public static Task<WorkflowHistory> HistoryAsync(WorkflowHandle handle)
        => (handle with { RunId = handle.ResultRunId ?? handle.RunId }).FetchHistoryAsync();

    /// <summary>Resets the first run of a workflow to a workflow task; returns the new run.</summary>
    public async Task<WorkflowHandle> ResetAsync(WorkflowHandle handle, long finishEventId)
    {
        var reset = await Client.WorkflowService.ResetWorkflowExecutionAsync(new()
        {
            Namespace = Client.Options.Namespace,
            WorkflowExecution = new() { WorkflowId = handle.Id, RunId = handle.ResultRunId },
            Reason = "again",
            WorkflowTaskFinishEventId = finishEventId,
            RequestId = Guid.NewGuid().ToString(),
        });
        return Client.GetWorkflowHandle(handle.Id, reset.RunId);
    }

    /// <summary>Waits until the history has an event of a type.</summary>
    public static async Task UntilAsync(WorkflowHandle handle, EventType type, CancellationToken cancellation)
    {
        await foreach (var one in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true, Rpc = new() { CancellationToken = cancellation } }))
        {
            if (one.EventType == type)
            {
                return;
            }
        }

        Assert.Fail($"{handle.Id} closed without {type}");
    }

    /// <summary>Replays a history with workflow classes; null means that the commands are the same.</summary>
    public static async Task<Exception?> ReplayAsync(WorkflowHistory history, params Type[] workflows)
    {
        var options = new WorkflowReplayerOptions { DebugMode = true };
        foreach (var workflow in workflows)
        {
            options.AddWorkflow(workflow);
        }

        return (await new WorkflowReplayer(options).ReplayWorkflowAsync(history, throwOnReplayFailure: false)).ReplayFailure;
    }
}
