using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Runs that leave memory between their tasks must not notice it.</summary>
[Collection(ServiceCollection.Name)]
public sealed class EvictionTests(TemporalService service)
{
    [ServiceFact]
    public Task Runs_NoneKept_EndAsIfKept() => RunAsync(0);

    [ServiceFact]
    public Task Runs_OneKept_EndAsIfKept() => RunAsync(1);

    [ServiceFact]
    public Task Runs_AllKept_ReplayAsRecorded() => RunAsync(1000);

    private async Task RunAsync(int cached) =>
        await TestWorkers.RunAsync(
            service.Client,
            o =>
            {
                o.AddWorkflow<StepsWorkflow>().AddActivity(Double);
                o.MaxCachedWorkflows = cached;
            },
            async options =>
            {
                var handles = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => service.Client.StartWorkflowAsync(
                    (StepsWorkflow wf) => wf.RunAsync(i), new($"{options.Id}-{i}", options.TaskQueue!))));
                foreach (var handle in handles)
                    await handle.SignalAsync(wf => wf.GoAsync());
                foreach (var (handle, i) in handles.Select((h, i) => (h, i)))
                {
                    Assert.Equal((i * 2) + 100, await handle.ExecuteUpdateAsync(wf => wf.AddAsync(100)));
                    Assert.Equal((i * 2) + 100, await handle.QueryAsync(wf => wf.Sum()));
                    await handle.SignalAsync(wf => wf.EndAsync());
                    Assert.Equal((i * 2) + 100, await handle.GetResultAsync());
                    await new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow<StepsWorkflow>())
                        .ReplayWorkflowAsync(await handle.FetchHistoryAsync());
                }
            });

    [Activity]
    private static int Double(int value) => value * 2;

    [Workflow]
    public sealed class StepsWorkflow
    {
        private int sum;
        private bool going;
        private bool doubled;
        private bool ended;

        [WorkflowRun]
        public async Task<int> RunAsync(int start)
        {
            await Workflow.WaitConditionAsync(() => going);
            sum = await Workflow.ExecuteActivityAsync<int>("Double", [start], new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) });
            await Workflow.DelayAsync(1);
            doubled = true;
            await Workflow.WaitConditionAsync(() => ended);
            return sum;
        }

        [WorkflowUpdate]
        public async Task<int> AddAsync(int amount)
        {
            await Workflow.WaitConditionAsync(() => doubled);
            return sum += amount;
        }

        [WorkflowQuery]
        public int Sum() => sum;

        [WorkflowSignal]
        public Task GoAsync()
        {
            going = true;
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            ended = true;
            return Task.CompletedTask;
        }
    }
}
