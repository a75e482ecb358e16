using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class WorkflowBasicsTests(TemporalService service)
{
    [ServiceFact]
    public async Task ExecuteWorkflow_ActivityTimerAndSignal_ReturnsResultOfAll() =>
        await TestWorkers.RunAsync(
            service.Client,
            o => o.AddWorkflow<GreetingWorkflow>().AddActivity(GreetingActivities.GreetAsync),
            async options =>
            {
                var handle = await service.Client.StartWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("Ada"), options);
                await handle.SignalAsync(wf => wf.FinishAsync("bye"));
                Assert.Equal("Hello, Ada! bye", await handle.GetResultAsync());
            });

    [ServiceFact]
    public async Task ExecuteWorkflow_ThrowsApplicationFailure_FailsWorkflow() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<FailingWorkflow>(), async options =>
        {
            var e = await Assert.ThrowsAsync<WorkflowFailedException>(
                () => service.Client.ExecuteWorkflowAsync((FailingWorkflow wf) => wf.RunAsync(), options));
            var failure = Assert.IsType<ApplicationFailureException>(e.InnerException);
            Assert.Equal(("no light", "Exposure"), (failure.Message, failure.ErrorType));
        });

    [ServiceFact]
    public async Task ExecuteWorkflow_ConditionWithTimeout_ReportsWhichCameFirst() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<ConditionWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((ConditionWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync(wf => wf.OpenAsync());
            Assert.Equal("opened:True late:False", await handle.GetResultAsync());
        });

    [ServiceFact]
    public async Task ExecuteWorkflow_CancelRequested_EndsAsCanceled() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<WaitForeverWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((WaitForeverWorkflow wf) => wf.RunAsync(), options);
            await handle.CancelAsync();
            var e = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.IsType<CanceledFailureException>(e.InnerException);
        });

    [Workflow]
    public sealed class GreetingWorkflow
    {
        private string? farewell;

        [WorkflowRun]
        public async Task<string> RunAsync(string name)
        {
            var greeting = await Workflow.ExecuteActivityAsync(
                () => GreetingActivities.GreetAsync(name), new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) });
            await Workflow.DelayAsync(10);
            await Workflow.WaitConditionAsync(() => farewell is not null);
            return $"{greeting} {farewell}";
        }

        [WorkflowSignal]
        public Task FinishAsync(string text)
        {
            farewell = text;
            return Task.CompletedTask;
        }
    }

    public static class GreetingActivities
    {
        [Activity]
        public static Task<string> GreetAsync(string name) => Task.FromResult($"Hello, {name}!");
    }

    [Workflow]
    public sealed class FailingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => throw new ApplicationFailureException("no light", errorType: "Exposure");
    }

    [Workflow]
    public sealed class ConditionWorkflow
    {
        private bool open;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var opened = await Workflow.WaitConditionAsync(() => open, TimeSpan.FromMinutes(1));
            var late = await Workflow.WaitConditionAsync(() => !open, TimeSpan.FromMilliseconds(10));
            return $"opened:{opened} late:{late}";
        }

        [WorkflowSignal]
        public Task OpenAsync()
        {
            open = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class WaitForeverWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(Timeout.Infinite);
    }
}
