using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class ActivityWorkerTests(TemporalService service)
{
    [ServiceFact]
    public async Task Activity_FailsTwice_IsRetriedWithHeartbeatDetails()
    {
        var activities = new FlakyActivities();
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<FlakyWorkflow>().AddAllActivities(activities), async options =>
            Assert.Equal("attempt 3 after beat 2", await service.Client.ExecuteWorkflowAsync((FlakyWorkflow wf) => wf.RunAsync(), options)));
    }

    [ServiceFact]
    public async Task Activity_CancelledByWorkflow_LearnsItFromHeartbeat()
    {
        var activities = new LongActivities();
        await TestWorkers.RunAsync(service.Client, o =>
        {
            // Each heartbeat goes to the service, which says in its answer that the activity is to stop.
            o.AddWorkflow<CancellingWorkflow>().AddAllActivities(activities);
            o.MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100);
        }, async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((CancellingWorkflow wf) => wf.RunAsync(), options);
            await activities.Started.Task;
            await handle.CancelAsync();
            var e = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.IsType<CanceledFailureException>(e.InnerException);
            Assert.Equal(ActivityCancelReason.CancelRequested, await activities.CancelReason.Task);
        });
    }

    [ServiceFact]
    public async Task Activity_CompletesAsync_TakesResultFromHandle()
    {
        var activities = new AsyncActivities();
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<AsyncWorkflow>().AddAllActivities(activities), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((AsyncWorkflow wf) => wf.RunAsync(), options);
            var token = await activities.Token.Task;
            await service.Client.GetAsyncActivityHandle(token).CompleteAsync("from outside");
            Assert.Equal("from outside", await handle.GetResultAsync());
        });
    }

    [ServiceFact]
    public async Task Activity_NotRegistered_FailsAttemptAsNotFound() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<UnknownActivityWorkflow>().AddActivity(Nothing), async options =>
        {
            var e = await Assert.ThrowsAsync<WorkflowFailedException>(
                () => service.Client.ExecuteWorkflowAsync((UnknownActivityWorkflow wf) => wf.RunAsync(), options));
            var activity = Assert.IsType<ActivityFailureException>(e.InnerException);
            Assert.Equal("NotFoundError", Assert.IsType<ApplicationFailureException>(activity.InnerException).ErrorType);
            Assert.Equal(RetryState.MaximumAttemptsReached, activity.RetryState);
        });

    [ServiceFact]
    public async Task Activity_OfInterface_IsCalledByItsName()
    {
        var activities = new Painter();
        await TestWorkers.RunAsync(
            service.Client,
            o => o.AddWorkflow<PaintingWorkflow>().AddAllActivities<IPainter>(activities),
            async options =>
            {
                var info = await service.Client.ExecuteWorkflowAsync((PaintingWorkflow wf) => wf.RunAsync("red"), options);
                Assert.Equal(new[] { "red Paint 1", options.Id, "PaintingWorkflow" }, info);
            });
    }

    [ServiceFact]
    public async Task Worker_ShutDown_CancelsActivityAfterGracefulPeriod()
    {
        var name = $"test-{Guid.NewGuid():N}";
        var activities = new LongActivities();
        using (var worker = new TemporalWorker(service.Client, new TemporalWorkerOptions(name).AddWorkflow<CancellingWorkflow>().AddAllActivities(activities)))
        {
            await worker.ExecuteAsync(async () =>
            {
                await service.Client.StartWorkflowAsync((CancellingWorkflow wf) => wf.RunAsync(), new(name, name));
                await activities.Started.Task;
            });
        }
        Assert.Equal(ActivityCancelReason.WorkerShutdown, await activities.CancelReason.Task);
        Assert.True(activities.SawShutdown);
        var handle = service.Client.GetWorkflowHandle(name);
        var pending = Assert.Single((await handle.DescribeAsync()).RawDescription.PendingActivities);
        Assert.True(pending.LastFailure?.ApplicationFailureInfo?.Type == "WorkerShutdown", pending.ToString());
        await handle.TerminateAsync();
    }

    [Activity]
    private static void Nothing()
    {
    }

    public interface IPainter
    {
        [Activity]
        string[] Paint(string color);
    }

    public sealed class Painter : IPainter
    {
        public string[] Paint(string color)
        {
            var info = ActivityExecutionContext.Current.Info;
            return [$"{color} {info.ActivityType} {info.Attempt}", info.WorkflowId!, info.WorkflowType!];
        }
    }

    public sealed class FlakyActivities
    {
        [Activity]
        public async Task<string> TryAsync()
        {
            var context = ActivityExecutionContext.Current;
            var beat = context.Info.HeartbeatDetails.Count > 0 ? await context.Info.HeartbeatDetailAtAsync<int>(0) : 0;
            context.Heartbeat(beat + 1);
            if (context.Info.Attempt < 3)
                throw new InvalidOperationException("not yet");
            return $"attempt {context.Info.Attempt} after beat {beat}";
        }
    }

    public sealed class LongActivities
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<ActivityCancelReason> CancelReason { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool SawShutdown { get; private set; }

        [Activity]
        public async Task WaitAsync()
        {
            var context = ActivityExecutionContext.Current;
            Started.TrySetResult();
            using var beating = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            try
            {
                while (await beating.WaitForNextTickAsync(context.CancellationToken))
                    context.Heartbeat();
            }
            catch (OperationCanceledException)
            {
                SawShutdown = context.WorkerShutdownToken.IsCancellationRequested;
                CancelReason.TrySetResult(context.CancelReason);
                throw;
            }
        }
    }

    public sealed class AsyncActivities
    {
        public TaskCompletionSource<byte[]> Token { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Activity]
        public string Begin()
        {
            Token.TrySetResult(ActivityExecutionContext.Current.Info.TaskToken);
            throw new CompleteAsyncException();
        }
    }

    [Workflow]
    public sealed class FlakyWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Workflow.ExecuteActivityAsync((FlakyActivities a) => a.TryAsync(), new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(5),
            HeartbeatTimeout = TimeSpan.FromMinutes(1),
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) },
        });
    }

    [Workflow]
    public sealed class CancellingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteActivityAsync((LongActivities a) => a.WaitAsync(), new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(5),
            HeartbeatTimeout = TimeSpan.FromMinutes(1),
            CancellationType = ActivityCancellationType.WaitCancellationCompleted,
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMinutes(1) },
        });
    }

    [Workflow]
    public sealed class AsyncWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Workflow.ExecuteActivityAsync(
            (AsyncActivities a) => a.Begin(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) });
    }

    [Workflow]
    public sealed class UnknownActivityWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteActivityAsync("unknown", [], new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(5),
            RetryPolicy = new() { MaximumAttempts = 1 },
        });
    }

    [Workflow]
    public sealed class PaintingWorkflow
    {
        [WorkflowRun]
        public Task<string[]> RunAsync(string color) => Workflow.ExecuteActivityAsync(
            (IPainter p) => p.Paint(color), new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) });
    }
}
