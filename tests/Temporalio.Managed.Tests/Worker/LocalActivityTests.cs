using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class LocalActivityTests(TemporalService service)
{
    [ServiceTheory]
    [InlineData(ActivityCancellationType.TryCancel)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted)]
    public async Task LocalActivity_Cancelled_ThrowsAndReplays(ActivityCancellationType type)
    {
        var activities = new Activities();
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<CancellingWorkflow>().AddAllActivities(activities), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((CancellingWorkflow wf) => wf.RunAsync(type), options);
            Assert.Equal("quick, cancelled", await handle.GetResultAsync());
            await activities.Cancelled.Task;
            await new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow<CancellingWorkflow>())
                .ReplayWorkflowAsync(await handle.FetchHistoryAsync());
        });
    }

    [ServiceFact]
    public async Task LocalActivity_BackoffBeyondThreshold_WaitsForATimer() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<BackoffWorkflow>().AddAllActivities(new Activities()), async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((BackoffWorkflow wf) => wf.RunAsync(), options);
            Assert.Equal("attempt 2", await handle.GetResultAsync());
            var history = await handle.FetchHistoryAsync();
            Assert.Contains(history.Events, e => e.EventType == Temporalio.Api.Enums.V1.EventType.TimerFired);
            await new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow<BackoffWorkflow>()).ReplayWorkflowAsync(history);
        });

    [ServiceFact]
    public async Task LocalActivity_FailsForGood_ThrowsItsFailure() =>
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<FailingWorkflow>().AddAllActivities(new Activities()), async options =>
        {
            var e = await Assert.ThrowsAsync<WorkflowFailedException>(
                () => service.Client.ExecuteWorkflowAsync((FailingWorkflow wf) => wf.RunAsync(), options));
            var activity = Assert.IsType<ActivityFailureException>(e.InnerException);
            Assert.Equal("Broken", Assert.IsType<ApplicationFailureException>(activity.InnerException).ErrorType);
        });

    private static readonly LocalActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromMinutes(5) };

    public sealed class Activities
    {
        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Activity]
        public string Quick() => "quick";

        [Activity]
        public string Flaky() => ActivityExecutionContext.Current.Info is { Attempt: > 1 } info
            ? $"attempt {info.Attempt}"
            : throw new InvalidOperationException("not yet");

        [Activity]
        public void Break() => throw new ApplicationFailureException("for good", errorType: "Broken", nonRetryable: true);

        [Activity]
        public async Task WaitAsync()
        {
            try
            {
                await Task.Delay(Timeout.Infinite, ActivityExecutionContext.Current.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled.TrySetResult();
                throw;
            }
        }
    }

    [Workflow]
    public sealed class CancellingWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(ActivityCancellationType type)
        {
            using var scope = new CancellationTokenSource();
            var waiting = Workflow.ExecuteLocalActivityAsync((Activities a) => a.WaitAsync(), new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(5),
                CancellationType = type,
                CancellationToken = scope.Token,
            });
            var quick = await Workflow.ExecuteLocalActivityAsync((Activities a) => a.Quick(), Options);
            scope.Cancel();
            try
            {
                await waiting;
                return "not cancelled";
            }
            catch (ActivityFailureException e) when (TemporalException.IsCanceledException(e))
            {
                return $"{quick}, cancelled";
            }
        }
    }

    [Workflow]
    public sealed class BackoffWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Workflow.ExecuteLocalActivityAsync((Activities a) => a.Flaky(), new()
        {
            StartToCloseTimeout = TimeSpan.FromMinutes(5),
            RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(20) },
            LocalRetryThreshold = TimeSpan.FromMilliseconds(10),
        });
    }

    [Workflow]
    public sealed class FailingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteLocalActivityAsync((Activities a) => a.Break(), Options);
    }
}
