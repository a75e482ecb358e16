using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

/// <summary>Changes of code that a replay must notice, and those it must not mind.</summary>
public sealed class NondeterminismTests
{
    [Fact]
    public async Task Replay_ActivityTypeChanged_NamesEventAndCommand()
    {
        var error = await Replays.FailAsync<RenamedActivityWorkflow>(Replays.Load("S10-flaky"));
        Assert.StartsWith("[TMPRL1100] Nondeterminism error: event 5 ActivityTaskScheduled (activity 1, type failN)", error.Message, StringComparison.Ordinal);
        Assert.Contains("ScheduleActivityTask (activity 1, type other)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_TimerInsteadOfActivity_IsNondeterministic() =>
        Assert.Contains("StartTimer", (await Replays.FailAsync<TimerWorkflow>(Replays.Load("S10-flaky"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Replay_CommandMissing_IsNondeterministic() =>
        Assert.Contains("CompleteWorkflowExecution", (await Replays.FailAsync<NothingWorkflow>(Replays.Load("S10-flaky"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Replay_CommandTooMany_IsNondeterministic() =>
        Assert.Contains("StartTimer", (await Replays.FailAsync<ExtraTimerWorkflow>(Replays.Load("S10-flaky"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Replay_RunEndsEarlier_IsNondeterministic()
    {
        var history = Replays.Load("S10-flaky");
        var cut = history with { Events = history.Events.Take(10).ToArray() };
        Assert.Contains("CompleteWorkflowExecution", (await Replays.FailAsync<FlakyWorkflow>(cut)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OpenHistory_Succeeds()
    {
        var history = Replays.Load("S10-flaky");
        Assert.Null(await Replays.RunAsync<FlakyWorkflow>(history with { Events = history.Events.Take(6).ToArray() }));
    }

    [Fact]
    public async Task Replay_InputAndTimeoutChanged_Succeeds() => Assert.Equal(3, await Replays.RunAsync<FlakyWorkflow>("S10-flaky"));

    [Fact]
    public async Task Replay_HistoryWithoutCheckFlag_DoesNotCompareTypes() =>
        Assert.Equal("Hello", await Replays.RunAsync<RenamedStringActivityWorkflow>("E01-activity"));

    [Fact]
    public async Task Replay_HistoryWithCheckFlag_ComparesTypes() =>
        await Replays.FailAsync<RenamedStringActivityWorkflow>(Replays.Load("E01-activity").WithCoreChecks());

    [Fact]
    public async Task Replay_CodeThrows_IsInvalidOperation()
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow(WorkflowDefinition.Create(typeof(ThrowingWorkflow), "flaky", null)));
        var error = await Assert.ThrowsAsync<InvalidWorkflowOperationException>(() => replayer.ReplayWorkflowAsync(Replays.Load("S10-flaky")));
        Assert.Contains("a mistake", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_CodeKeepsTheThread_IsInvalidOperation()
    {
        using var release = new ManualResetEventSlim();
        StuckWorkflow.Gate = release;
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow(WorkflowDefinition.Create(typeof(StuckWorkflow), "flaky", null)));
        var error = await Assert.ThrowsAsync<InvalidWorkflowOperationException>(() => replayer.ReplayWorkflowAsync(Replays.Load("S10-flaky")));
        release.Set();
        Assert.Contains("[TMPRL1101]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_EventMissing_Fails()
    {
        var history = Replays.Load("S10-flaky");
        var holed = history with { Events = history.Events.Where(e => e.EventType != EventType.ActivityTaskStarted).ToArray() };
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DebugMode = true }.AddWorkflow(WorkflowDefinition.Create(typeof(FlakyWorkflow), "flaky", null)));
        Assert.IsType<InvalidWorkflowOperationException>((await replayer.ReplayWorkflowAsync(holed, throwOnReplayFailure: false)).ReplayFailure);
    }

    private static ActivityOptions Ten => new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) };

    [Workflow]
    public sealed class FlakyWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync() => Workflow.ExecuteActivityAsync<int>("failN", ["another input"], Ten);
    }

    [Workflow]
    public sealed class RenamedActivityWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync(int failures) => Workflow.ExecuteActivityAsync<int>("other", [failures], Ten);
    }

    [Workflow]
    public sealed class RenamedStringActivityWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync(string name) => Workflow.ExecuteActivityAsync<string>("other", [name], Ten);
    }

    [Workflow]
    public sealed class TimerWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(int failures) => Workflow.DelayAsync(failures);
    }

    [Workflow]
    public sealed class NothingWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync(int failures) => Task.FromResult(failures);
    }

    [Workflow]
    public sealed class ExtraTimerWorkflow
    {
        [WorkflowRun]
        public Task<int> RunAsync(int failures)
        {
            var result = Workflow.ExecuteActivityAsync<int>("failN", [failures], Ten);
            _ = Workflow.DelayAsync(1000);
            return result;
        }
    }

    [Workflow]
    public sealed class ThrowingWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => throw new InvalidOperationException("a mistake");
    }

    [Workflow]
    public sealed class StuckWorkflow
    {
        internal static ManualResetEventSlim Gate { get; set; } = new();

        [WorkflowRun]
        public Task RunAsync()
        {
            Gate.Wait();
            return Task.CompletedTask;
        }
    }
}
