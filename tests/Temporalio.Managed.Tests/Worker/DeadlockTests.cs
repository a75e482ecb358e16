using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Tests.Service;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class DeadlockTests(TemporalService service)
{
    [ServiceFact]
    public async Task Run_CodeKeepsTheThread_FailsTheTaskAndRecovers()
    {
        using var release = new ManualResetEventSlim();
        StuckWorkflow.Gate = release;
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<StuckWorkflow>(), async options =>
        {
            options.TaskTimeout = TimeSpan.FromSeconds(5);
            var handle = await service.Client.StartWorkflowAsync((StuckWorkflow wf) => wf.RunAsync(), options);
            var failed = await FirstFailureAsync(handle);
            release.Set();
            Assert.Contains("[TMPRL1101] Workflow with run ID", failed, StringComparison.Ordinal);
            Assert.Contains("deadlocked after 00:00:02", failed, StringComparison.Ordinal);
            Assert.Equal("free", await handle.GetResultAsync());
        });
    }

    private static async Task<string> FirstFailureAsync(WorkflowHandle handle)
    {
        await foreach (var e in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true }))
        {
            if (e.EventType == EventType.WorkflowTaskFailed)
                return e.WorkflowTaskFailedEventAttributes.Failure.Message;
        }
        throw new InvalidOperationException("The workflow closed without a failed task");
    }

    [Workflow]
    public sealed class StuckWorkflow
    {
        internal static ManualResetEventSlim Gate { get; set; } = new();

        [WorkflowRun]
        public Task<string> RunAsync()
        {
            Gate.Wait();
            return Task.FromResult("free");
        }
    }
}
