using System.Diagnostics;
using Orchestrator.EngineBench.Load;
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
            var contenders = new List<Contender>();
            try
            {
                foreach (var kind in bench.Both) contenders.Add(await Contender.StartAsync(kind, bench.NewFile()));
                await new Round(figures, contenders, bench.Short ? 20 : 60).RunAsync();
            }
            finally
            {
                foreach (var contender in contenders) await contender.DisposeAsync();
            }
        }
    }

    private sealed class Round(Figures figures, IReadOnlyList<Contender> contenders, int count)
    {
        /// <summary>Turns that the services take at one thing: a machine that is busy for a moment slows them all.</summary>
        private const int Turns = 5;

        public async Task RunAsync()
        {
            // The first thing that is timed pays for what the runtime compiles, so it is done more often before it counts.
            await TimeAsync("one activity", count * 2, c => c.Client.ExecuteWorkflowAsync((OneActivity w) => w.RunAsync("x"), c.NewWorkflow()), warmUps: count);
            await TimeAsync("ten activities in a row", count / 4, c => c.Client.ExecuteWorkflowAsync((ActivitiesInARow w) => w.RunAsync(10), c.NewWorkflow()));
            await TimeAsync("50 activities in parallel", count / 4, c => c.Client.ExecuteWorkflowAsync((ActivitiesInParallel w) => w.RunAsync(50), c.NewWorkflow()));
            await TimeAsync("a child of one activity", count / 2, c => c.Client.ExecuteWorkflowAsync((OneChild w) => w.RunAsync(), c.NewWorkflow()));
            await TimeSignalsAsync(count * 2);
            var listeners = new Dictionary<Contender, WorkflowHandle<Listener, int>>();
            foreach (var c in contenders) listeners.Add(c, await c.Client.StartWorkflowAsync((Listener w) => w.RunAsync(), c.NewWorkflow()));
            // What takes a millisecond is measured where the runtime has compiled the client and the worker for good, which it
            // does over the first 500 updates: until then they take three times as long, with either service.
            await TimeAsync("update", count * 15, c => listeners[c].ExecuteUpdateAsync(w => w.HearAsync()), warmUps: count * 15);
            await TimeAsync("query", count * 30, c => listeners[c].QueryAsync(w => w.Heard()), warmUps: count * 15);
            foreach (var listener in listeners.Values)
            {
                await listener.SignalAsync(w => w.EndAsync());
                await listener.GetResultAsync();
            }
        }

        /// <summary>From the call that signals to the result of the workflow that ends by it.</summary>
        private async Task TimeSignalsAsync(int times)
        {
            var listeners = contenders.ToDictionary(c => c, _ => new Queue<WorkflowHandle<Listener, int>>());
            foreach (var (contender, waiting) in listeners)
            {
                for (var i = 0; i < times + WarmUps(times); i++)
                {
                    var listener = await contender.Client.StartWorkflowAsync((Listener w) => w.RunAsync(), contender.NewWorkflow());
                    await listener.QueryAsync(w => w.Heard());
                    waiting.Enqueue(listener);
                }
            }

            await TimeAsync("signal, to the end of the workflow", times, async c =>
            {
                var listener = listeners[c].Dequeue();
                await listener.SignalAsync(w => w.EndAsync());
                await listener.GetResultAsync();
            });
        }

        /// <summary>Times one thing; done first without counting <paramref name="warmUps"/> times, or a fifth of the times that count.</summary>
        private async Task TimeAsync(string what, int times, Func<Contender, Task> act, int? warmUps = null)
        {
            foreach (var contender in contenders) await AloneAsync(contender, warmUps ?? WarmUps(times), act);
            var measured = contenders.ToDictionary(c => c, _ => new List<double>());
            for (var turn = 0; turn < Turns; turn++)
            {
                foreach (var contender in contenders) measured[contender].AddRange(await AloneAsync(contender, times / Turns, act));
            }

            foreach (var (contender, all) in measured)
            {
                double[] sorted = [.. all.Order()];
                figures.Add($"{what}, p50", "ms", contender.Name, Figures.Percentile(sorted, 0.5), Fifth);
                figures.Add($"{what}, p99", "ms", contender.Name, Figures.Percentile(sorted, 0.99), Fifth);
            }
        }

        /// <summary>The other service stands still meanwhile: what it puts off, such as its looks for work 20 times a second, is its own.</summary>
        private async Task<double[]> AloneAsync(Contender contender, int times, Func<Contender, Task> act)
        {
            var others = contenders.Where(c => c != contender).ToArray();
            foreach (var other in others) other.StandStill();
            try
            {
                return await TimesAsync(times, () => act(contender));
            }
            finally
            {
                foreach (var other in others) other.GoOn();
            }
        }

        private static int WarmUps(int times) => Math.Max(1, times / 5);

        private static async Task<double[]> TimesAsync(int times, Func<Task> act)
        {
            var measured = new double[times];
            for (var i = 0; i < times; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await act();
                measured[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }

            return measured;
        }
    }
}
