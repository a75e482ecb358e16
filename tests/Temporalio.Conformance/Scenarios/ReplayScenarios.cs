using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Workers;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Conformance.Scenarios;

/// <summary>L 164 and R 192–200: what the managed SDK wrote on a service, it replays, and notices when the code has changed.</summary>
public abstract partial class ReplayScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task R192_Json_GoesRoundInBothSpellings()
    {
        var history = await TalkedAsync();
        var json = history.ToJson();
        Assert.Equal(json, WorkflowHistory.FromJson(history.Id, json).ToJson());

        // EVENT_TYPE_TIMER_FIRED is also written TimerFired, TASK_QUEUE_KIND_STICKY also Sticky.
        var camel = UpperCaseEnum().Replace(json, match => string.Concat(
            match.Groups["name"].Value.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant())));
        Assert.DoesNotContain("EVENT_TYPE_", camel);
        Assert.Equal(json, WorkflowHistory.FromJson(history.Id, camel).ToJson());

        var extended = JsonNode.Parse(json)!.AsObject();
        extended["newInTheNextRelease"] = true;
        foreach (var one in extended["events"]!.AsArray())
        {
            one!["alsoNew"] = new JsonObject { ["depth"] = 1 };
            one.AsObject().First(p => p.Key.EndsWith("Attributes", StringComparison.Ordinal)).Value!["newAttribute"] = "x";
        }

        var read = WorkflowHistory.FromJson(history.Id, extended.ToJsonString());
        Assert.Equal(json, read.ToJson());
        Assert.Null(await WorkerScene.ReplayAsync(read, typeof(ConversationWorkflow)));
    }

    [Scenario]
    public async Task R193_ChangedCode_IsFoundOrForgiven()
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        WorkflowHistory history = null!;
        await scene.WithWorkerAsync(
            async () =>
            {
                var handle = await scene.Client.StartWorkflowAsync((ChangingWorkflow.Original w) => w.RunAsync(), scene.Options());
                await handle.GetResultAsync();
                history = await WorkerScene.HistoryAsync(handle);
            },
            typeof(ChangingWorkflow.Original));
        Assert.Null(await WorkerScene.ReplayAsync(history, typeof(ChangingWorkflow.Original)));
        Assert.Null(await WorkerScene.ReplayAsync(history, typeof(ChangingWorkflow.OtherInputAndTimeouts)));
        foreach (var changed in (Type[])[typeof(ChangingWorkflow.OtherType), typeof(ChangingWorkflow.Removed), typeof(ChangingWorkflow.Reordered),
            typeof(ChangingWorkflow.Extra), typeof(ChangingWorkflow.Missing)])
        {
            var failure = await WorkerScene.ReplayAsync(history, changed);
            Assert.True(failure is WorkflowNondeterminismException, $"{changed.Name}: {failure}");
        }
    }

    [Scenario]
    public async Task R194_Patch_LeavesRunningWorkflowsOnTheirWay()
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        WorkflowHistory old = null!, patched = null!, deprecated = null!;
        var running = await scene.Client.StartWorkflowAsync((PatchedWorkflow.Before w) => w.RunAsync(), scene.Options("-old"));
        await scene.WithWorkerAsync(() => UntilAsync(running, EventType.TimerFired), typeof(PatchedWorkflow.Before));
        await scene.WithWorkerAsync(
            async () =>
            {
                await running.SignalAsync(w => w.GoAsync());
                Assert.Equal("old", await running.GetResultAsync());
                old = await WorkerScene.HistoryAsync(running);
                patched = await FinishedAsync(scene, "-new");
            },
            typeof(PatchedWorkflow.With));
        await scene.WithWorkerAsync(async () => deprecated = await FinishedAsync(scene, "-deprecated"), typeof(PatchedWorkflow.Deprecated));

        Assert.Null(await WorkerScene.ReplayAsync(old, typeof(PatchedWorkflow.With)));
        Assert.Null(await WorkerScene.ReplayAsync(patched, typeof(PatchedWorkflow.With)));
        Assert.Null(await WorkerScene.ReplayAsync(patched, typeof(PatchedWorkflow.Deprecated)));
        Assert.Null(await WorkerScene.ReplayAsync(deprecated, typeof(PatchedWorkflow.Deprecated)));
        Assert.Null(await WorkerScene.ReplayAsync(deprecated, typeof(PatchedWorkflow.Gone)));
        Assert.IsType<WorkflowNondeterminismException>(await WorkerScene.ReplayAsync(patched, typeof(PatchedWorkflow.Gone)));
        Assert.IsType<WorkflowNondeterminismException>(await WorkerScene.ReplayAsync(old, typeof(PatchedWorkflow.Gone)));
    }

    [Scenario]
    public async Task R195_HistoriesWithAndWithoutFlags_Replay()
    {
        var history = await TalkedAsync();
        var first = history.Events.First(e => e.EventType == EventType.WorkflowTaskCompleted).WorkflowTaskCompletedEventAttributes;
        Assert.NotEmpty(first.SdkMetadata.SdkName);
        Assert.NotEmpty(first.SdkMetadata.CoreUsedFlags);
        Assert.Null(await WorkerScene.ReplayAsync(history, typeof(ConversationWorkflow)));
        var bare = new WorkflowHistory(history.Id, [.. history.Events.Select(e => e.Clone())]);
        foreach (var completed in bare.Events.Where(e => e.EventType == EventType.WorkflowTaskCompleted))
        {
            completed.WorkflowTaskCompletedEventAttributes.SdkMetadata = null;
        }

        Assert.Null(await WorkerScene.ReplayAsync(bare, typeof(ConversationWorkflow)));
    }

    [Scenario]
    public async Task R196_ChildIdFromTheRandomSource_IsThatOfTheOfficialSdk()
    {
        const string knownRun = "fake_run_id";
        const string knownId = "23c8eb6e-a31e-4892-bf5f-dda6840f7a99";
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        Type[] workflows = [typeof(RandomChildWorkflow.Parent), typeof(RandomChildWorkflow.Child)];
        await scene.WithWorkerAsync(
            async () =>
            {
                var handle = await scene.Client.StartWorkflowAsync((RandomChildWorkflow.Parent w) => w.RunAsync(), scene.Options());
                await handle.GetResultAsync();
                var history = await WorkerScene.HistoryAsync(handle);
                Assert.Null(await WorkerScene.ReplayAsync(history, workflows));
                var id = ChildIn(history);
                var run = history.Events.First().WorkflowExecutionStartedEventAttributes.OriginalExecutionRunId;

                // The same history as a run whose first id is known from the official core.
                var known = history.ToJson().Replace(run, knownRun, StringComparison.Ordinal).Replace(id, knownId, StringComparison.Ordinal);
                Assert.Null(await WorkerScene.ReplayAsync(WorkflowHistory.FromJson(history.Id, known), workflows));
                var other = WorkflowHistory.FromJson(history.Id, known.Replace(knownId, id, StringComparison.Ordinal));
                Assert.IsType<WorkflowNondeterminismException>(await WorkerScene.ReplayAsync(other, workflows));
            },
            workflows);
    }

    [Scenario]
    public async Task L164_ResetRun_DrawsOtherValuesAndKeepsThem()
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        Type[] workflows = [typeof(RandomChildWorkflow.Parent), typeof(RandomChildWorkflow.Child)];
        await scene.WithWorkerAsync(
            async () =>
            {
                var handle = await scene.Client.StartWorkflowAsync((RandomChildWorkflow.Parent w) => w.RunAsync(), scene.Options());
                await handle.GetResultAsync();
                var reset = await scene.ResetAsync(handle, 4);
                await reset.GetResultAsync();
                var history = await reset.FetchHistoryAsync();
                Assert.Null(await WorkerScene.ReplayAsync(history, workflows));
                Assert.NotEqual(ChildIn(await WorkerScene.HistoryAsync(handle)), ChildIn(history));
            },
            workflows);
    }

    [Scenario]
    public async Task R199_TimeRandomnessAndLengths_AreTheSameOnReplay()
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        await scene.WithWorkerAsync(
            async () =>
            {
                var handle = await scene.Client.StartWorkflowAsync((FactsWorkflow w) => w.RunAsync(), scene.Options());
                await handle.SignalAsync(w => w.NoteAsync("signal"));
                Assert.True(await handle.ExecuteUpdateAsync(w => w.NotedAsync("update")) > 0);
                await UntilAsync(handle, EventType.MarkerRecorded);
                await handle.SignalAsync(w => w.NoteAsync("finish"));
                var live = await handle.GetResultAsync();
                Assert.Equal(live.Length, live.Distinct().Count());
                var replayed = new ResultCapture();
                var options = new WorkflowReplayerOptions { Interceptors = [replayed], DebugMode = true }.AddWorkflow<FactsWorkflow>();
                await new WorkflowReplayer(options).ReplayWorkflowAsync(await WorkerScene.HistoryAsync(handle));
                Assert.Equal(live, Assert.IsType<string[]>(replayed.Result));
            },
            typeof(FactsWorkflow));
    }

    [Scenario]
    public async Task R200_QueryOfAClosedRun_IsTheSameAfterEviction()
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        var handle = await scene.Client.StartWorkflowAsync((StepsWorkflow w) => w.RunAsync(3), scene.Options());
        foreach (var cached in (int[])[10_000, 0])
        {
            var options = scene.Worker(typeof(StepsWorkflow));
            options.MaxCachedWorkflows = cached;
            await scene.WithWorkerAsync(options, async () =>
            {
                Assert.Equal(6, await handle.GetResultAsync());
                Assert.Equal(6, await handle.QueryAsync(w => w.Sum()));
                Assert.Equal(6, await handle.QueryAsync(w => w.Sum()));
            });
        }
    }

    private async Task<WorkflowHistory> TalkedAsync()
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        WorkflowHistory history = null!;
        await scene.WithWorkerAsync(
            async () =>
            {
                var handle = await scene.Client.StartWorkflowAsync((ConversationWorkflow w) => w.RunAsync(), scene.Options());
                await handle.SignalAsync(w => w.AddAsync(1));
                await handle.ExecuteUpdateAsync(w => w.AddDoubleAsync(2));
                await handle.SignalAsync(w => w.FinishAsync());
                Assert.Equal(5, await handle.GetResultAsync());
                history = await WorkerScene.HistoryAsync(handle);
            },
            typeof(ConversationWorkflow));
        return history;
    }

    private static string ChildIn(WorkflowHistory history)
        => history.Events.Single(e => e.StartChildWorkflowExecutionInitiatedEventAttributes != null)
            .StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId;

    private static async Task<WorkflowHistory> FinishedAsync(WorkerScene scene, string idSuffix)
    {
        var handle = await scene.Client.StartWorkflowAsync((PatchedWorkflow.With w) => w.RunAsync(), scene.Options(idSuffix));
        await handle.SignalAsync(w => w.GoAsync());
        Assert.Equal("new", await handle.GetResultAsync());
        return await WorkerScene.HistoryAsync(handle);
    }

    private Task UntilAsync(WorkflowHandle handle, EventType type) => WorkerScene.UntilAsync(handle, type, Cancellation);

    [GeneratedRegex("(?<=\")(EVENT_TYPE|TASK_QUEUE_KIND)_(?<name>[A-Z_]+)(?=\")", RegexOptions.ExplicitCapture)]
    private static partial Regex UpperCaseEnum();

    public sealed class OnDevService() : ReplayScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ReplayScenarios(ServiceKind.Real);
}
