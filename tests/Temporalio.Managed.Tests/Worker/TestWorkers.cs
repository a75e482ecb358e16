using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>Runs a worker on a queue of its own while a test talks to its workflows.</summary>
internal static class TestWorkers
{
    public static async Task RunAsync(TemporalClient client, Action<TemporalWorkerOptions> configure, Func<WorkflowOptions, Task> test)
    {
        var name = $"test-{Guid.NewGuid():N}";

        // A machine that is busy is no code that blocks.
        var options = new TemporalWorkerOptions(name) { DebugMode = true };
        configure(options);
        if (Environment.GetEnvironmentVariable("TEST_WORKER_LOG") is not null)
            options.LoggerFactory = LoggerFactory.Create(b => b.AddConsole());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(() => test(new(name, name) { TaskTimeout = TimeSpan.FromMinutes(1) }).WaitAsync(limit.Token), limit.Token);
    }

    /// <summary>Waits until the history has an event of a type.</summary>
    public static async Task<HistoryEvent> EventAsync(WorkflowHandle handle, EventType type)
    {
        await foreach (var e in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true }))
        {
            if (e.EventType == type)
                return e;
        }
        throw new InvalidOperationException($"The history ended without {type}");
    }
}
