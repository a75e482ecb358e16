using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Workflow code that breaks, blocks or leaves its scheduler.</summary>
[Collection(ServiceCollection.Name)]
public sealed class WorkflowMistakeTests(TemporalService service)
{
    [ServiceFact]
    public async Task WorkflowTask_Throws_IsRetriedAfterTheCodeIsMended() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<MendedWorkflow>(), async options =>
        {
            options.TaskTimeout = TimeSpan.FromSeconds(5);
            MendedWorkflow.Broken[options.Id!] = true;
            var handle = await service.Client.StartWorkflowAsync((MendedWorkflow wf) => wf.RunAsync(), options);
            await TestWorkers.EventAsync(handle, EventType.WorkflowTaskFailed);
            MendedWorkflow.Broken[options.Id!] = false;
            Assert.Equal("mended", await handle.GetResultAsync());
        });

    [ServiceFact]
    public async Task WorkflowCode_BlocksItsThread_FailsTheTask() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<BlockingWorkflow>().DebugMode = false, async options =>
        {
            using var release = new ManualResetEventSlim();
            BlockingWorkflow.Blocks[options.Id!] = release;
            var handle = await service.Client.StartWorkflowAsync((BlockingWorkflow wf) => wf.RunAsync(), options);
            var failed = await TestWorkers.EventAsync(handle, EventType.WorkflowTaskFailed);
            release.Set();
            Assert.StartsWith("[TMPRL1101]", failed.WorkflowTaskFailedEventAttributes.Failure.Message, StringComparison.Ordinal);
            Assert.Equal("free", await handle.GetResultAsync());
        });

    [ServiceFact]
    public async Task WorkflowCode_AwaitsForeignTask_FailsTheTask() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<ForeignWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((ForeignWorkflow wf) => wf.RunAsync(), options);
            var failed = await TestWorkers.EventAsync(handle, EventType.WorkflowTaskFailed);
            Assert.Equal(
                nameof(InvalidWorkflowSchedulerException), failed.WorkflowTaskFailedEventAttributes.Failure.ApplicationFailureInfo.Type);
            await handle.TerminateAsync();
        });

    [ServiceFact]
    public async Task WorkflowCode_AwaitsForeignTaskInALaterTurn_FailsTheTask() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<LateForeignWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((LateForeignWorkflow wf) => wf.RunAsync(), options);
            Assert.True(await handle.QueryAsync(wf => wf.IsWaiting()));
            await handle.SignalAsync(wf => wf.LeaveAsync());
            var failed = await TestWorkers.EventAsync(handle, EventType.WorkflowTaskFailed);
            Assert.Equal(
                nameof(InvalidWorkflowSchedulerException), failed.WorkflowTaskFailedEventAttributes.Failure.ApplicationFailureInfo.Type);
            await handle.TerminateAsync();
        });

    [ServiceFact]
    public async Task FailureTypes_ListedByWorker_FailTheWorkflow() =>
        await TestWorkers.RunAsync(
            service.Client,
            o =>
            {
                o.AddWorkflow<MistakenWorkflow>();
                o.WorkflowFailureExceptionTypes = [typeof(ArithmeticException)];
            },
            async options =>
            {
                var e = await Assert.ThrowsAsync<WorkflowFailedException>(
                    () => service.Client.ExecuteWorkflowAsync((MistakenWorkflow wf) => wf.RunAsync(), options));
                Assert.Equal(nameof(DivideByZeroException), Assert.IsType<ApplicationFailureException>(e.InnerException).ErrorType);
            });

    [ServiceFact]
    public async Task Workflow_NotRegistered_FailsTheTaskAsNotFound() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<MistakenWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync("unknown", [], options);
            var failed = await TestWorkers.EventAsync(handle, EventType.WorkflowTaskFailed);
            Assert.Equal("NotFoundError", failed.WorkflowTaskFailedEventAttributes.Failure.ApplicationFailureInfo.Type);
            await handle.TerminateAsync();
        });

    [Workflow]
    public sealed class MendedWorkflow
    {
        public static System.Collections.Concurrent.ConcurrentDictionary<string, bool> Broken { get; } = new();

        [WorkflowRun]
        public Task<string> RunAsync() =>
            Broken[Workflow.Info.WorkflowId] ? throw new InvalidOperationException("a mistake") : Task.FromResult("mended");
    }

    [Workflow]
    public sealed class BlockingWorkflow
    {
        public static System.Collections.Concurrent.ConcurrentDictionary<string, ManualResetEventSlim> Blocks { get; } = new();

        [WorkflowRun]
        public Task<string> RunAsync()
        {
            Blocks[Workflow.Info.WorkflowId].Wait();
            return Task.FromResult("free");
        }
    }

    [Workflow]
    public sealed class ForeignWorkflow
    {
        [WorkflowRun]
        public async Task RunAsync()
        {
            await Task.Run(() => { });
            await Workflow.DelayAsync(1);
        }
    }

    [Workflow]
    public sealed class LateForeignWorkflow
    {
        private bool leaves;

        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.WaitConditionAsync(() => leaves);
            await Task.Run(() => { });
        }

        [WorkflowSignal]
        public Task LeaveAsync()
        {
            leaves = true;
            return Task.CompletedTask;
        }

        [WorkflowQuery]
        public bool IsWaiting() => !leaves;
    }

    [Workflow]
    public sealed class MistakenWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => throw new DivideByZeroException("a mistake");
    }
}
