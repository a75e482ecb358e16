using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

/// <summary>The recorded histories that no other test of this folder is about.</summary>
public sealed class RemainingHistoriesTests
{
    private static readonly ActivityOptions TenSeconds = new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) };

    [Theory]
    [InlineData("E02-activity-retried")]
    [InlineData("E04-activity-non-retryable")]
    [InlineData("E05-schedule-to-start-timeout")]
    [InlineData("E06-heartbeat-timeout")]
    [InlineData("E29-reset-base")]
    public async Task Replay_ActivityHoweverItEnded_ReturnsTheRecordedResult(string history) =>
        Assert.Equal("done", await Replays.RunAsync<OneActivityWorkflow>(history));

    [Theory]
    [InlineData("E11-signal-before-first-task", "early")]
    [InlineData("E12-signal-with-start", "go")]
    [InlineData("E30-reset-signal", "later")]
    [InlineData("E35-external-signal-target", "ext")]
    public async Task Replay_SignalBeforeTheFirstTask_IsSeenAtOnce(string history, string signal) =>
        Assert.Equal($"done after {signal}", await Replays.RunAsync<SignalledWorkflow>(history));

    [Theory]
    [InlineData("E09-child-run")]
    [InlineData("E20-continue-as-new-b")]
    [InlineData("E24-task-timeout")]
    [InlineData("E31-workflow-retry-b")]
    [InlineData("S02-fan-out-child")]
    public async Task Replay_NothingButAnEnd_Ends(string history) => Assert.Equal("done", await Replays.RunAsync<ImmediateWorkflow>(history));

    [Theory]
    [InlineData("E32-execution-timeout")]
    [InlineData("E32-run-timeout")]
    public async Task Replay_ClosedBeforeItsFirstTask_RunsNoCode(string history) =>
        Assert.Null(await Replays.RunAsync<ImmediateWorkflow>(history));

    [Theory]
    [InlineData("E19-terminated-started-task")]
    [InlineData("E32-run-timeout-started-task")]
    public async Task Replay_ClosedDuringItsFirstTask_MindsNoCommands(string history) =>
        Assert.Null(await Replays.RunAsync<TimerWorkflow>(history));

    [Fact]
    public async Task Replay_FailedRun_Fails() => Assert.Null(await Replays.RunAsync<FailingWorkflow>("E31-workflow-retry-a"));

    [Fact]
    public async Task Replay_StickyTaskTimedOut_RunsOn() => Assert.Equal("done", await Replays.RunAsync<TimerWorkflow>("E23-sticky-timeout"));

    [Fact]
    public async Task Replay_TerminatedWhileWaiting_HasNoResult() => Assert.Null(await Replays.RunAsync<TimerWorkflow>("E30-reset-signal-base"));

    [Theory]
    [InlineData("E27-update-rejected", 0)]
    [InlineData("E28-update-with-start", 1)]
    public async Task Replay_Updates_OnlyAcceptedOnesAreThere(string history, int updates) =>
        Assert.Equal(updates, await Replays.RunAsync<UpdatedWorkflow>(history));

    [Theory]
    [InlineData("S03-poller-run2")]
    [InlineData("S03-poller-run3")]
    public async Task Replay_LaterRunOfAChain_EndsAsRecorded(string history) =>
        Assert.Equal(history == "S03-poller-run3" ? 60 : null, await Replays.RunAsync<PollerWorkflow>(history));

    [Fact]
    public async Task Replay_CancelledChild_EndsCancelled() => Assert.Null(await Replays.RunAsync<SleepingWorkflow>("S04-cancellation-scopes-child"));

    [Fact]
    public async Task Replay_RandomValues_AreDrawnBeforeAndAfterATimer() => Assert.Equal(2, await Replays.RunAsync<RandomWorkflow>("S09-random"));

    /// <summary>Their worker numbered timers and activities together, as no SDK does: the timer's id tells it is another one.</summary>
    [Theory]
    [InlineData("E18-cancel-unstarted-activity", "timer 2")]
    [InlineData("E36-parallel-activities-buffered", "timer 3")]
    public async Task Replay_TimerOfAnotherNumber_IsNondeterministic(string history, string timer)
    {
        var error = await Replays.FailAsync<TimersAndActivitiesWorkflow>(Replays.Load(history));
        Assert.Contains($"TimerStarted ({timer}) does not match the command StartTimer (timer 1)", error.Message, StringComparison.Ordinal);
    }

    [Workflow]
    public sealed class OneActivityWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            try
            {
                await Workflow.ExecuteActivityAsync<string>("act", [], TenSeconds);
            }
            catch (ActivityFailureException)
            {
                // The recorded worker went on all the same.
            }
            return "done";
        }
    }

    [Workflow]
    public sealed class SignalledWorkflow
    {
        private string? last;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => last is not null);
            return $"done after {last}";
        }

        [WorkflowSignal(Dynamic = true)]
        public Task HandleAsync(string name, Temporalio.Converters.IRawValue[] args)
        {
            last = args.Length == 1 ? name : null;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class ImmediateWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Task.FromResult("done");
    }

    [Workflow]
    public sealed class FailingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => throw new ApplicationFailureException("try again");
    }

    [Workflow]
    public sealed class TimerWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.DelayAsync(TimeSpan.FromSeconds(3));
            return "done";
        }

        [WorkflowSignal(Dynamic = true)]
        public Task HandleAsync(string name, Temporalio.Converters.IRawValue[] args) => Task.CompletedTask;
    }

    [Workflow]
    public sealed class UpdatedWorkflow
    {
        private int updates;
        private bool end;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => end);
            return updates;
        }

        [WorkflowUpdate("u")]
        public Task<string> UpdateAsync()
        {
            updates++;
            return Task.FromResult("updated");
        }

        [WorkflowSignal("end")]
        public Task EndAsync()
        {
            end = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public sealed class PollerWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync(int total, int perRun, int done)
        {
            var end = Math.Min(total, done + perRun);
            while (done < end)
            {
                done = await Workflow.ExecuteActivityAsync<int>("add", [done, 1], TenSeconds);
                await Workflow.DelayAsync(5);
            }
            return done < total ? throw Workflow.CreateContinueAsNewException("poller", [total, perRun, done]) : done;
        }
    }

    [Workflow]
    public sealed class SleepingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(TimeSpan.FromHours(1));
    }

    [Workflow]
    public sealed class RandomWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            var before = Workflow.NewGuid();
            await Workflow.DelayAsync(20);
            return new HashSet<Guid> { before, Workflow.NewGuid() }.Count;
        }
    }

    [Workflow]
    public sealed class TimersAndActivitiesWorkflow
    {
        private bool go;

        [WorkflowRun]
        public async Task RunAsync()
        {
            var options = new ActivityOptions
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(10),
                CancellationType = ActivityCancellationType.WaitCancellationCompleted,
            };
            var activities = Enumerable.Range(0, Workflow.Info.WorkflowId == "e36" ? 2 : 1)
                .Select(_ => Workflow.ExecuteActivityAsync<string>("act", [], options)).ToArray();
            await Workflow.WaitConditionAsync(() => go || Workflow.CancellationToken.IsCancellationRequested, CancellationToken.None);
            await Workflow.DelayAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
            await Workflow.WhenAllAsync(activities);
        }

        [WorkflowSignal("go")]
        public Task GoAsync()
        {
            go = true;
            return Task.CompletedTask;
        }
    }
}
