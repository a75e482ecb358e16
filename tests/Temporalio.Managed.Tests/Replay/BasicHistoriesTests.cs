using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

/// <summary>Small histories of the real service, one feature each.</summary>
public sealed class BasicHistoriesTests
{
    private static readonly ActivityOptions TenSeconds = new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task Replay_Activity_ReturnsItsResult() => Assert.Equal("Hello", await Replays.RunAsync<ActivityWorkflow>("E01-activity"));

    [Fact]
    public async Task Replay_ActivityFailed_ThrowsItsFailure() =>
        Assert.Equal("E: boom", await Replays.RunAsync<FailedActivityWorkflow>("E03-activity-max-attempts"));

    [Fact]
    public async Task Replay_Timer_Completes() => Assert.Equal("done", await Replays.RunAsync<TimerWorkflow>("E07-timer"));

    [Theory]
    [InlineData("E08-timer-cancelled")]
    [InlineData("E13-buffered-signal")]
    public async Task Replay_SignalBeforeTimeout_CancelsTimer(string history) =>
        Assert.Equal(true, await Replays.RunAsync<ConditionWorkflow>(history));

    [Fact]
    public async Task Replay_Child_ReturnsItsResult() => Assert.Equal("child result", await Replays.RunAsync<ChildParentWorkflow>("E09-child"));

    [Fact]
    public async Task Replay_ChildIdTaken_ThrowsAlreadyStarted() =>
        Assert.Equal("WorkflowAlreadyStartedException", await Replays.RunAsync<ChildParentWorkflow>("E10-child-id-taken"));

    [Theory]
    [InlineData("E14-unhandled-command")]
    [InlineData("E21-task-failure")]
    [InlineData("E29-reset")]
    public async Task Replay_FailedTasksBeforeCompletion_CompletesOnce(string history) =>
        Assert.Equal("done", await Replays.RunAsync<ImmediateWorkflow>(history));

    [Fact]
    public async Task Replay_FailedTasksAfterTimer_CompletesOnce() =>
        Assert.Equal("done", await Replays.RunAsync<ShortTimerWorkflow>("E22-task-failure-sticky"));

    [Theory]
    [InlineData("E15-cancelled")]
    [InlineData("E19-terminated")]
    public async Task Replay_WaitingForever_HasNoResult(string history) => Assert.Null(await Replays.RunAsync<WaitingWorkflow>(history));

    [Fact]
    public async Task Replay_CancelWithTryCancelActivity_EndsAtOnce() =>
        Assert.Null(await Replays.RunAsync<TryCancelWorkflow>("E16-cancel-try-cancel"));

    [Fact]
    public async Task Replay_CancelWithWaitingActivity_EndsWithTheActivity() =>
        Assert.Null(await Replays.RunAsync<WaitCancelWorkflow>("E17-cancel-wait-completed"));

    [Fact]
    public async Task Replay_ContinueAsNew_Ends() => Assert.Null(await Replays.RunAsync<ContinuingWorkflow>("E20-continue-as-new-a"));

    [Fact]
    public async Task Replay_ExternalSignal_Completes() =>
        Assert.Equal("done", await Replays.RunAsync<SignallingWorkflow>("E35-external-signal"));

    [Workflow]
    public sealed class ActivityWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(string name) => Workflow.ExecuteActivityAsync<string>("act", [name], TenSeconds);
    }

    [Workflow]
    public sealed class FailedActivityWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            try
            {
                return await Workflow.ExecuteActivityAsync<string>("act", [], TenSeconds);
            }
            catch (ActivityFailureException e)
            {
                var cause = (ApplicationFailureException)e.InnerException!;
                return $"{cause.ErrorType}: {cause.Message}";
            }
        }
    }

    [Workflow]
    public sealed class TimerWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.DelayAsync(1000);
            return "done";
        }
    }

    [Workflow]
    public sealed class ShortTimerWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.DelayAsync(300);
            return "done";
        }
    }

    [Workflow]
    public sealed class ConditionWorkflow
    {
        private bool going;

        [WorkflowRun]
        public Task<bool> RunAsync() => Workflow.WaitConditionAsync(() => going, TimeSpan.FromMinutes(1));

        [WorkflowSignal("go")]
        public Task GoAsync()
        {
            going = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class ChildParentWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            try
            {
                return await Workflow.ExecuteChildWorkflowAsync<string>("child", [1], new() { Id = Workflow.Info.WorkflowId + "-child" });
            }
            catch (WorkflowAlreadyStartedException e)
            {
                return e.GetType().Name;
            }
        }
    }

    [Workflow]
    public sealed class ImmediateWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Task.FromResult("done");
    }

    [Workflow]
    public sealed class WaitingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => false);
    }

    [Workflow]
    public sealed class TryCancelWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteActivityAsync("act", [], TenSeconds);
    }

    [Workflow]
    public sealed class WaitCancelWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.ExecuteActivityAsync("act", [], new()
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(10),
            CancellationType = ActivityCancellationType.WaitCancellationCompleted,
        });
    }

    [Workflow]
    public sealed class ContinuingWorkflow
    {
        private bool going;

        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.WaitConditionAsync(() => going);
            throw Workflow.CreateContinueAsNewException("wf", [2]);
        }

        [WorkflowSignal("go")]
        public Task GoAsync()
        {
            going = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class SignallingWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.GetExternalWorkflowHandle("e35-target").SignalAsync("ext", [1]);
            return "done";
        }
    }
}
