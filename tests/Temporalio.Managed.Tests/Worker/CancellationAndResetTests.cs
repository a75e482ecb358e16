using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Workflows;
using ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy;

namespace Temporalio.Tests.Worker;

/// <summary>Cancelling children, resetting runs, and code that changed under a running workflow.</summary>
[Collection(ServiceCollection.Name)]
public sealed class CancellationAndResetTests(TemporalService service)
{
    [ServiceTheory]
    [InlineData(ChildWorkflowCancellationType.Abandon, WorkflowExecutionStatus.Running)]
    [InlineData(ChildWorkflowCancellationType.TryCancel, WorkflowExecutionStatus.Canceled)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationCompleted, WorkflowExecutionStatus.Canceled)]
    public async Task Child_CancelledByType_ParentGoesOnAsCancelled(ChildWorkflowCancellationType type, WorkflowExecutionStatus status) =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<CancellingParentWorkflow>().AddWorkflow<PatientWorkflow>(), async options =>
        {
            var parent = await service.Client.StartWorkflowAsync((CancellingParentWorkflow wf) => wf.RunAsync(type), options);
            var child = service.Client.GetWorkflowHandle(options.Id + "-child");
            if (status == WorkflowExecutionStatus.Running)
            {
                await parent.SignalAsync(wf => wf.EndAsync());
                Assert.Equal("child cancelled", await parent.GetResultAsync());
                Assert.Equal(status, (await child.DescribeAsync()).Status);
                await child.TerminateAsync();
                return;
            }
            await TestWorkers.EventAsync(parent, EventType.ChildWorkflowExecutionStarted);
            var e = await Assert.ThrowsAsync<WorkflowFailedException>(() => child.GetResultAsync());
            Assert.IsType<CanceledFailureException>(e.InnerException);
            await parent.SignalAsync(wf => wf.EndAsync());
            Assert.Equal("child cancelled", await parent.GetResultAsync());
        });

    [ServiceFact]
    public async Task Reset_ToFirstTask_RunsAgainWithAnotherSeedAndReappliedSignal() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<SeededWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((SeededWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync(wf => wf.EndAsync());
            var first = await handle.GetResultAsync();
            var task = (await handle.FetchHistoryAsync()).Events.First(e => e.EventType == EventType.WorkflowTaskCompleted);
            var reset = await service.Client.WorkflowService.ResetWorkflowExecutionAsync(new()
            {
                Namespace = "default",
                WorkflowExecution = new() { WorkflowId = options.Id, RunId = handle.ResultRunId },
                WorkflowTaskFinishEventId = task.EventId,
                RequestId = Guid.NewGuid().ToString(),
                Reason = "again",
            });
            var second = await service.Client.GetWorkflowHandle<SeededWorkflow, string>(options.Id!, reset.RunId).GetResultAsync();
            Assert.Equal(36, second.Length);
            Assert.NotEqual(first, second);
        });

    [ServiceFact]
    public async Task Reset_BeforeUpdate_AppliesTheUpdateAgain() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<SummingWorkflow>(), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((SummingWorkflow wf) => wf.RunAsync(), options);
            Assert.Equal(0, await handle.QueryAsync(wf => wf.Sum));
            Assert.Equal(5, await handle.ExecuteUpdateAsync(wf => wf.AddAsync(5)));
            var task = (await handle.FetchHistoryAsync()).Events.First(e => e.EventType == EventType.WorkflowTaskCompleted);
            var reset = await service.Client.WorkflowService.ResetWorkflowExecutionAsync(new()
            {
                Namespace = "default",
                WorkflowExecution = new() { WorkflowId = options.Id, RunId = handle.ResultRunId },
                WorkflowTaskFinishEventId = task.EventId,
                RequestId = Guid.NewGuid().ToString(),
                Reason = "again",
            });
            var again = service.Client.GetWorkflowHandle<SummingWorkflow, int>(options.Id!, reset.RunId);
            await again.SignalAsync(wf => wf.EndAsync());
            Assert.Equal(5, await again.GetResultAsync());
            var history = await again.FetchHistoryAsync();
            Assert.Contains(history.Events, e => e.EventType == EventType.WorkflowExecutionUpdateAdmitted);
            await new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow<SummingWorkflow>()).ReplayWorkflowAsync(history);
        });

    [ServiceFact]
    public async Task Code_ChangedUnderRunningWorkflow_FailsTaskAsNondeterministic() =>
        await TestWorkers.RunAsync(
            service.Client,
            o =>
            {
                o.AddWorkflow<ChangingWorkflow>();
                o.MaxCachedWorkflows = 0;
            },
            async options =>
            {
                ChangingWorkflow.Delays[options.Id!] = true;
                var handle = await service.Client.StartWorkflowAsync((ChangingWorkflow wf) => wf.RunAsync(), options);
                Assert.Equal(0, await handle.QueryAsync(wf => wf.Signals));
                ChangingWorkflow.Delays[options.Id!] = false;
                await handle.SignalAsync(wf => wf.PokeAsync());
                var failed = await TestWorkers.EventAsync(handle, EventType.WorkflowTaskFailed);
                Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.WorkflowTaskFailedEventAttributes.Cause);
                await handle.TerminateAsync();
            });

    [Workflow]
    public sealed class CancellingParentWorkflow
    {
        private bool ended;

        [WorkflowRun]
        public async Task<string> RunAsync(ChildWorkflowCancellationType type)
        {
            using var scope = new CancellationTokenSource();
            var child = await Workflow.StartChildWorkflowAsync((PatientWorkflow wf) => wf.RunAsync(), new()
            {
                Id = Workflow.Info.WorkflowId + "-child",
                CancellationType = type,
                CancellationToken = scope.Token,
                ParentClosePolicy = ParentClosePolicy.Abandon,
            });
            scope.Cancel();
            try
            {
                await child.GetResultAsync();
                return "child completed";
            }
            catch (ChildWorkflowFailureException e) when (TemporalException.IsCanceledException(e))
            {
                // A parent that closes at once takes its request to cancel with it.
                await Workflow.WaitConditionAsync(() => ended);
                return "child cancelled";
            }
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            ended = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class PatientWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => false);
    }

    [Workflow]
    public sealed class SeededWorkflow
    {
        private bool ended;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => ended);
            return Workflow.NewGuid().ToString();
        }

        [WorkflowSignal]
        public Task EndAsync()
        {
            ended = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class SummingWorkflow
    {
        private bool ended;

        [WorkflowQuery]
        public int Sum { get; private set; }

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => ended);
            return Sum;
        }

        [WorkflowUpdate]
        public Task<int> AddAsync(int amount) => Task.FromResult(Sum += amount);

        [WorkflowSignal]
        public Task EndAsync()
        {
            ended = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class ChangingWorkflow
    {
        public static ConcurrentDictionary<string, bool> Delays { get; } = new();

        [WorkflowQuery]
        public int Signals { get; private set; }

        [WorkflowRun]
        public async Task RunAsync()
        {
            if (Delays[Workflow.Info.WorkflowId])
                await Workflow.DelayAsync(TimeSpan.FromHours(1));
            else
                await Workflow.ExecuteActivityAsync("other", [], new() { StartToCloseTimeout = TimeSpan.FromHours(1) });
        }

        [WorkflowSignal]
        public Task PokeAsync()
        {
            Signals++;
            return Task.CompletedTask;
        }
    }
}
