using System.Diagnostics.Metrics;
using Temporalio.Client;
using Temporalio.Runtime;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class ClientReplacementTests(TemporalService service)
{
    [ServiceFact]
    public async Task Client_Replaced_LaterCallsGoThroughTheNewOne()
    {
        var name = $"test-{Guid.NewGuid():N}";
        var next = await ConnectAsync("default", name);
        var completed = new TaskCompletionSource();
        using var listener = ListenFor(name, "RespondWorkflowTaskCompleted", completed);
        using var worker = new TemporalWorker(await ConnectAsync("default", "first"), new TemporalWorkerOptions(name).AddWorkflow<QuickWorkflow>());
        await worker.ExecuteAsync(async () =>
        {
            worker.Client = next;
            Assert.Same(next, worker.Client);
            await service.Client.ExecuteWorkflowAsync((QuickWorkflow wf) => wf.RunAsync(), new(name, name));
            await completed.Task.WaitAsync(TimeSpan.FromMinutes(5));
        });
    }

    [ServiceFact]
    public async Task Client_OfAnotherNamespace_IsRefused()
    {
        using var worker = new TemporalWorker(service.Client, new TemporalWorkerOptions("queue").AddWorkflow<QuickWorkflow>());
        var other = await ConnectAsync("another", "other");
        Assert.Throws<ArgumentException>(() => worker.Client = other);
    }

    /// <summary>A client whose calls are told by a tag of their metrics.</summary>
    private Task<TemporalClient> ConnectAsync(string ns, string tag) => TemporalClient.ConnectAsync(new(service.Address)
    {
        Namespace = ns,
        Runtime = new(new(new() { Metrics = new() { GlobalTags = [new("client", tag)] } })),
    });

    private static MeterListener ListenFor(string tag, string operation, TaskCompletionSource seen)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "temporal_request")
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags.Contains(new("client", tag)) && tags.Contains(new("operation", operation)))
                seen.TrySetResult();
        });
        listener.Start();
        return listener;
    }

    [Workflow]
    public sealed class QuickWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }
}
