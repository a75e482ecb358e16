using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

/// <summary>Patches: which histories take which way.</summary>
public sealed class PatchHistoriesTests
{
    [Fact]
    public async Task Patched_HistoryHasMarker_TakesNewWay() => Assert.Equal(true, await Replays.RunAsync<PatchedWorkflow>("E33-patch"));

    [Fact]
    public async Task Patched_HistoryIsOlder_TakesOldWay() => Assert.Equal("old", await Replays.RunAsync<PatchedLaterWorkflow>("E07-timer"));

    [Fact]
    public async Task DeprecatePatch_HistoryHasMarker_Replays() => Assert.Equal(true, await Replays.RunAsync<DeprecatingWorkflow>("E33-patch"));

    [Fact]
    public async Task Patched_NoLongerAskedFor_IsNondeterministic() =>
        Assert.Contains("my-patch", (await Replays.FailAsync<UnpatchedWorkflow>(Replays.Load("E33-patch"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Replay_PatchesAttributesAndMemo_TakesTheRecordedWay() =>
        Assert.Equal("True,True,1", await Replays.RunAsync<AttributesWorkflow>("S05-patches-attributes"));

    [Fact]
    public async Task DeprecatedMarker_NoLongerAskedFor_IsSkipped() =>
        Assert.Equal("True,True,1", await Replays.RunAsync<AttributesWithoutThirdWorkflow>("S05-patches-attributes"));

    [Workflow]
    public sealed class PatchedWorkflow
    {
        [WorkflowRun]
        public async Task<bool> RunAsync()
        {
            var patched = Workflow.Patched("my-patch");
            await Workflow.DelayAsync(10);
            return patched && Workflow.Patched("my-patch");
        }
    }

    [Workflow]
    public sealed class PatchedLaterWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            if (Workflow.Patched("faster"))
                return "new";
            await Workflow.DelayAsync(1000);
            return "old";
        }
    }

    [Workflow]
    public sealed class DeprecatingWorkflow
    {
        [WorkflowRun]
        public async Task<bool> RunAsync()
        {
            Workflow.DeprecatePatch("my-patch");
            await Workflow.DelayAsync(10);
            return true;
        }
    }

    [Workflow]
    public sealed class UnpatchedWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Workflow.DelayAsync(10);
    }

    [Workflow]
    public sealed class AttributesWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => AttributeSteps.RunAsync(() => Workflow.DeprecatePatch("third"));
    }

    [Workflow]
    public sealed class AttributesWithoutThirdWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => AttributeSteps.RunAsync(() => { });
    }

    private static class AttributeSteps
    {
        private static readonly ActivityOptions TwentySeconds = new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) };
        private static readonly SearchAttributeKey<string> User = SearchAttributeKey.CreateKeyword("BatcherUser");

        public static async Task<string> RunAsync(Action third)
        {
            var first = Workflow.Patched("first");
            await Workflow.ExecuteActivityAsync<int>("add", [1, 2], TwentySeconds);
            Workflow.UpsertTypedSearchAttributes(User.ValueSet("somebody"));
            var second = Workflow.Patched("second");
            await Workflow.DelayAsync(10);
            third();
            Workflow.UpsertMemo(MemoUpdate.ValueSet("step", 2));
            for (var i = 0; i < 5; i++)
            {
                Workflow.Patched($"loop-{i % 2}");
                await Workflow.ExecuteActivityAsync<int>("echo", [i], TwentySeconds);
            }
            return $"{first},{second},{Workflow.Memo.Count}";
        }
    }
}
