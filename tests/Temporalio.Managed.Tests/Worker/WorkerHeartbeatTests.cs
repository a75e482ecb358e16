using Temporalio.Api.Enums.V1;
using Temporalio.Api.Worker.V1;
using Temporalio.Client;
using Temporalio.Runtime;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class WorkerHeartbeatTests(TemporalService service)
{
    [ServiceFact]
    public async Task ExecuteAsync_RunningWorker_IsKnownToTheService()
    {
        var client = await TemporalClient.ConnectAsync(new(service.Address) { Identity = $"worker-{Guid.NewGuid():N}", Runtime = new(new()) });
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("heartbeats").AddWorkflow<IdleWorkflow>());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await worker.ExecuteAsync(async () =>
        {
            var heartbeat = await FindAsync(client, limit.Token);
            Assert.Equal(("heartbeats", "temporal-dotnet", WorkerStatus.Running), (heartbeat.TaskQueue, heartbeat.SdkName, heartbeat.Status));
            Assert.Equal($"{Environment.ProcessId}", heartbeat.HostInfo.ProcessId);
            Assert.Equal((100, "Fixed"), (heartbeat.WorkflowTaskSlotsInfo.CurrentAvailableSlots, heartbeat.WorkflowTaskSlotsInfo.SlotSupplierKind));
            Assert.Null(heartbeat.ActivityTaskSlotsInfo);
        }, limit.Token);
    }

    [ServiceFact]
    public async Task ExecuteAsync_NoEnvironmentInfo_TellsNothingOfTheHost()
    {
        var runtime = new TemporalRuntime(new() { DisableEnvironmentInfo = true });
        var client = await TemporalClient.ConnectAsync(new(service.Address) { Identity = $"worker-{Guid.NewGuid():N}", Runtime = runtime });
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("heartbeats").AddWorkflow<IdleWorkflow>());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await worker.ExecuteAsync(async () => Assert.Null((await FindAsync(client, limit.Token)).HostInfo), limit.Token);
    }

    /// <summary>Asks until the first heartbeat has arrived.</summary>
    private static async Task<WorkerHeartbeat> FindAsync(TemporalClient client, CancellationToken token)
    {
        while (true)
        {
            var listed = await client.WorkflowService.ListWorkersAsync(new() { Namespace = "default" }, new() { CancellationToken = token });
            var mine = listed.WorkersInfo.Select(w => w.WorkerHeartbeat).FirstOrDefault(w => w.WorkerIdentity == client.Connection.Options.Identity);
            if (mine is not null)
                return mine;
        }
    }

    [Workflow]
    public sealed class IdleWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }
}
