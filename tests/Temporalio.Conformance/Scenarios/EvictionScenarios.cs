using Temporalio.Client;
using Temporalio.Conformance.Histories;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Workers;

namespace Temporalio.Conformance.Scenarios;

/// <summary>R 201: runs that leave memory between their tasks write what runs write that stay.</summary>
public abstract class EvictionScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private const int Runs = 10;
    private const int Steps = 5;

    [Scenario]
    public async Task R201_EvictionUnderLoad_LeavesTheSameHistories()
    {
        var kept = await HistoriesAsync(cached: 10_000);
        var evicted = await HistoriesAsync(cached: 1);
        Assert.All(kept.Concat(evicted), history => Assert.Equal(kept[0], history));
    }

    private async Task<IReadOnlyList<string>> HistoriesAsync(int cached)
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        var options = scene.Worker(typeof(StepsWorkflow));
        options.MaxCachedWorkflows = cached;

        // A slow machine must not show: no task may wait too long for its sticky worker.
        options.StickyQueueScheduleToStartTimeout = TimeSpan.FromMinutes(1);
        var histories = new List<string>();
        await scene.WithWorkerAsync(options, async () =>
        {
            var handles = await Task.WhenAll(Enumerable.Range(0, Runs).Select(i =>
                scene.Client.StartWorkflowAsync(
                    (StepsWorkflow w) => w.RunAsync(Steps), new($"{scene.Id}-{i}", scene.Queue) { TaskTimeout = TimeSpan.FromMinutes(1) })));
            foreach (var handle in handles)
            {
                Assert.Equal(Steps * (Steps - 1), await handle.GetResultAsync());
                var history = await WorkerScene.HistoryAsync(handle);
                Assert.Null(await WorkerScene.ReplayAsync(history, typeof(StepsWorkflow)));
                histories.Add(WithoutQueues(HistoryText.Render(history.Events, handle.Id)));
            }
        });
        return histories;
    }

    /// <summary>A task goes to the sticky queue or to the normal one as the run is in memory or not.</summary>
    private static string WithoutQueues(string history)
        => string.Join('\n', history.Split('\n').Where(line => !line.Contains("taskQueue.", StringComparison.Ordinal)
            && !line.Contains("stickyAttributes", StringComparison.Ordinal)));

    public sealed class OnDevService() : EvictionScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : EvictionScenarios(ServiceKind.Real);
}
