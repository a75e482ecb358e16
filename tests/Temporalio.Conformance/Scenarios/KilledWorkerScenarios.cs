using System.Globalization;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Workers;

namespace Temporalio.Conformance.Scenarios;

/// <summary>R 202: workers that are killed at any moment lose and repeat nothing.</summary>
public abstract class KilledWorkerScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private const int Steps = 20;

    /// <summary>How many runs: few in every build, as many as one wants by hand.</summary>
    private static readonly int Runs = int.Parse(
        Environment.GetEnvironmentVariable("CONFORMANCE_KILLED_RUNS") ?? "10", CultureInfo.InvariantCulture);

    [Scenario]
    public async Task R202_WorkerKilledAtRandom_EveryRunCompletesOnce()
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        var handles = await Task.WhenAll(Enumerable.Range(0, Runs).Select(i => scene.Client.StartWorkflowAsync(
            "steps", [Steps], new($"{scene.Id}-{i}", scene.Queue) { TaskTimeout = TimeSpan.FromSeconds(2) })));
        var results = Task.WhenAll(handles.Select(handle => handle.GetResultAsync<int>()));

        // Each worker lives until some more steps are done, then dies wherever it happens to be.
        for (var kill = 1; kill <= 3; kill++)
        {
            using var worker = await WorkerProcess.StartAsync(scene.Address, scene.Queue, Cancellation);
            await UntilScheduledAsync(handles[Random.Shared.Next(Runs)], Random.Shared.Next(1, 5) * kill);
        }

        using (await WorkerProcess.StartAsync(scene.Address, scene.Queue, Cancellation))
        {
            Assert.All(await results.WaitAsync(Cancellation), sum => Assert.Equal(Steps * (Steps - 1), sum));
        }

        foreach (var handle in handles)
        {
            CheckOnce((await WorkerScene.HistoryAsync(handle)).Events);
        }
    }

    private async Task UntilScheduledAsync(WorkflowHandle handle, int steps)
    {
        var options = new WorkflowHistoryEventFetchOptions { WaitNewEvent = true, Rpc = new() { CancellationToken = Cancellation } };
        await foreach (var one in handle.FetchHistoryEventsAsync(options))
        {
            if (one.EventType == EventType.ActivityTaskScheduled && --steps <= 0)
            {
                return;
            }
        }
    }

    private static void CheckOnce(IReadOnlyCollection<HistoryEvent> events)
    {
        var completed = events.Where(e => e.EventType == EventType.ActivityTaskCompleted)
            .Select(e => e.ActivityTaskCompletedEventAttributes.ScheduledEventId).ToArray();
        Assert.Equal(Steps, completed.Length);
        Assert.Equal(Steps, completed.Distinct().Count());
        Assert.Equal(Steps, events.Count(e => e.EventType == EventType.ActivityTaskScheduled));
        Assert.Single(events, e => e.EventType == EventType.WorkflowExecutionCompleted);
        Assert.Equal(events.Count, events.Select(e => e.EventId).Distinct().Count());
    }

    public sealed class OnDevService() : KilledWorkerScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : KilledWorkerScenarios(ServiceKind.Real);
}
