using System.Diagnostics;
using Orchestrator.EngineBench.Load;
using Temporalio.Common;
using Temporalio.Worker;

namespace Orchestrator.EngineBench.Parts;

/// <summary>Replaying a long history on one thread.</summary>
internal static class Replay
{
    public static async Task RunAsync(Bench bench, Figures figures)
    {
        var history = await RecordAsync(bench);
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ActivitiesInARow>());
        var length = TimeSpan.FromSeconds(bench.Short ? 2 : 5);
        await PlayAsync(replayer, history, length);
        figures.Add($"replay of a history of {history.Events.Count:N0} events", "ev/s", "ours", await PlayAsync(replayer, history, length), Goal.AtLeast(100_000));
    }

    private static async Task<double> PlayAsync(WorkflowReplayer replayer, WorkflowHistory history, TimeSpan length)
    {
        var clock = Stopwatch.StartNew();
        var events = 0L;
        while (clock.Elapsed < length)
        {
            await replayer.ReplayWorkflowAsync(history);
            events += history.Events.Count;
        }

        return events / clock.Elapsed.TotalSeconds;
    }

    private static async Task<WorkflowHistory> RecordAsync(Bench bench)
    {
        await using var service = await bench.Ours.StartAsync(null);
        await using var crew = await Crew.HireAsync(service.Address);
        var handle = await crew.Client.StartWorkflowAsync((ActivitiesInARow w) => w.RunAsync(bench.Short ? 300 : 1500), crew.NewWorkflow());
        await handle.GetResultAsync();
        return await handle.FetchHistoryAsync();
    }
}
