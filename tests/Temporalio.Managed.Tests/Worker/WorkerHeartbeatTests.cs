using System.Diagnostics;
using System.Text.Json;
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
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await worker.ExecuteAsync(async () =>
        {
            string listed;
            do
                listed = await ListAsync(limit.Token);
            while (!listed.Contains(client.Connection.Options.Identity!, StringComparison.Ordinal));
            using var json = JsonDocument.Parse(listed);
            var mine = json.RootElement.EnumerateArray().Single(w => w.GetRawText().Contains(client.Connection.Options.Identity!, StringComparison.Ordinal));
            Assert.Contains("temporal-dotnet", mine.GetRawText(), StringComparison.Ordinal);
            Assert.Contains("heartbeats", mine.GetRawText(), StringComparison.Ordinal);
        }, limit.Token);
    }

    /// <summary>Asks as an operator would. A call takes a while by itself.</summary>
    private async Task<string> ListAsync(CancellationToken token)
    {
        using var process = Process.Start(new ProcessStartInfo(TemporalCli.Path!)
        {
            ArgumentList = { "worker", "list", "--address", service.Address, "--output", "json" },
            RedirectStandardOutput = true,
        })!;
        var listed = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return listed;
    }

    [Workflow]
    public sealed class IdleWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }
}
