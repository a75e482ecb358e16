using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class ShutdownTests(TemporalService service)
{
    [ServiceFact]
    public async Task ExecuteAsync_ActivityEndsWithinTheGracefulPeriod_ItsResultIsTaken()
    {
        var name = $"test-{Guid.NewGuid():N}";
        var activities = new TellingActivities();
        var options = new TemporalWorkerOptions(name) { GracefulShutdownTimeout = TimeSpan.FromMinutes(1) };
        using (var worker = new TemporalWorker(service.Client, options.AddWorkflow<TellingWorkflow>().AddAllActivities(activities)))
        {
            await worker.ExecuteAsync(async () =>
            {
                await service.Client.StartWorkflowAsync((TellingWorkflow wf) => wf.RunAsync(), new(name, name));
                await activities.Started.Task;
            });
        }
        // Whether the worker still takes the task that follows is a matter of chance.
        var history = await service.Client.GetWorkflowHandle(name).FetchHistoryAsync();
        Assert.Contains(history.Events, e => e.EventType == EventType.ActivityTaskCompleted);
    }

    [ServiceFact]
    public async Task ExecuteAsync_Twice_Throws()
    {
        using var worker = new TemporalWorker(service.Client, new TemporalWorkerOptions($"test-{Guid.NewGuid():N}").AddWorkflow<TellingWorkflow>());
        await worker.ExecuteAsync(() => Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.ExecuteAsync(() => Task.CompletedTask));
    }

    [ServiceFact]
    public async Task ExecuteAsync_UnknownNamespace_SaysSo()
    {
        var client = await TemporalClient.ConnectAsync(new(service.Address) { Namespace = "no-such-namespace" });
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("queue").AddWorkflow<TellingWorkflow>());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => worker.ExecuteAsync(() => Task.CompletedTask));
        Assert.Contains("no-such-namespace", error.Message, StringComparison.Ordinal);
    }

    public sealed class TellingActivities
    {
        public TaskCompletionSource Started { get; } = new();

        [Activity]
        public async Task<string> TellAsync()
        {
            var context = ActivityExecutionContext.Current;
            var shutdown = new TaskCompletionSource();
            await using var registration = context.WorkerShutdownToken.Register(shutdown.SetResult);
            Started.SetResult();
            await shutdown.Task;
            return "told";
        }
    }

    [Workflow]
    public sealed class TellingWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() =>
            Workflow.ExecuteActivityAsync((TellingActivities a) => a.TellAsync(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) });
    }
}
