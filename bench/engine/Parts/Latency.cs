using System.Diagnostics;
using Orchestrator.EngineBench.Load;
using Orchestrator.EngineBench.Services;
using Temporalio.Client;

namespace Orchestrator.EngineBench.Parts;

/// <summary>How long one thing takes when nothing else happens. Everything on disk.</summary>
internal static class Latency
{
    private static readonly Goal Fifth = Goal.RatioAtMost(0.2);

    public static async Task RunAsync(Bench bench, Figures figures)
    {
        for (var round = 0; round < bench.Rounds; round++)
        {
            foreach (var kind in bench.Both)
            {
                await using var service = await kind.StartAsync(bench.NewFile());
                await using var crew = await Crew.HireAsync(service.Address);
                await new Rounds(figures, kind, crew, bench.Short ? 20 : 60).RunAsync();
            }
        }
    }

    private sealed class Rounds(Figures figures, IService kind, Crew crew, int count)
    {
        private ITemporalClient Client => crew.Client;

        public async Task RunAsync()
        {
            await TimeAsync("one activity", count, () => Client.ExecuteWorkflowAsync((OneActivity w) => w.RunAsync("x"), crew.NewWorkflow()));
            await TimeAsync("ten activities in a row", count / 4, () => Client.ExecuteWorkflowAsync((ActivitiesInARow w) => w.RunAsync(10), crew.NewWorkflow()));
            await TimeAsync("50 activities in parallel", count / 4, () => Client.ExecuteWorkflowAsync((ActivitiesInParallel w) => w.RunAsync(50), crew.NewWorkflow()));
            await TimeAsync("a child of one activity", count / 2, () => Client.ExecuteWorkflowAsync((OneChild w) => w.RunAsync(), crew.NewWorkflow()));
            await TimeSignalsAsync();
            var listener = await Client.StartWorkflowAsync((Listener w) => w.RunAsync(), crew.NewWorkflow());
            await TimeAsync("update", count, () => listener.ExecuteUpdateAsync(w => w.HearAsync()));
            await TimeAsync("query", count, () => listener.QueryAsync(w => w.Heard()));
            await listener.SignalAsync(w => w.EndAsync());
            await listener.GetResultAsync();
        }

        /// <summary>From the call that signals to the result of the workflow that ends by it.</summary>
        private async Task TimeSignalsAsync()
        {
            var listeners = new Queue<WorkflowHandle<Listener, int>>();
            for (var i = 0; i <= count / 2; i++)
            {
                var listener = await Client.StartWorkflowAsync((Listener w) => w.RunAsync(), crew.NewWorkflow());
                await listener.QueryAsync(w => w.Heard());
                listeners.Enqueue(listener);
            }

            await TimeAsync("signal, to the end of the workflow", count / 2, async () =>
            {
                var listener = listeners.Dequeue();
                await listener.SignalAsync(w => w.EndAsync());
                await listener.GetResultAsync();
            });
        }

        private async Task TimeAsync(string what, int times, Func<Task> act)
        {
            // The first is not like the others.
            await act();
            var measured = new double[times];
            for (var i = 0; i < times; i++)
            {
                var clock = Stopwatch.StartNew();
                await act();
                measured[i] = clock.Elapsed.TotalMilliseconds;
            }

            Array.Sort(measured);
            figures.Add($"{what}, p50", "ms", kind.Name, Figures.Percentile(measured, 0.5), Fifth);
            figures.Add($"{what}, p99", "ms", kind.Name, Figures.Percentile(measured, 0.99), Fifth);
        }
    }
}
