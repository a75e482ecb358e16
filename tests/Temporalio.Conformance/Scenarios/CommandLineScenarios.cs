using System.Text.Json;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Tools;
using Temporalio.Conformance.Workers;
using Temporalio.Exceptions;

namespace Temporalio.Conformance.Scenarios;

/// <summary>N 187: Temporal's own command line tool does its work.</summary>
public abstract class CommandLineScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public Task N187_StartDescribeListCountShow_TellOfTheRun() => WithToolAsync(async (tool, scene) =>
    {
        var started = await tool.JsonAsync(
            "workflow", "start", "--type", "conversation", "--task-queue", scene.Queue, "--workflow-id", scene.Id,
            "--memo", "film=\"Metropolis\"", "--search-attribute", $"{CustomSearchAttributes.Keyword}=\"amber\"");
        Assert.Equal(scene.Id, Text(started, "workflowId"));
        var described = await tool.JsonAsync("workflow", "describe", "--workflow-id", scene.Id);
        var info = described.GetProperty("workflowExecutionInfo");
        Assert.Equal("WORKFLOW_EXECUTION_STATUS_RUNNING", Text(info, "status"));
        Assert.Equal(scene.Queue, Text(info, "taskQueue"));
        Assert.Equal("Metropolis", Text(info, "memo", "fields", "film"));
        var query = $"WorkflowId = '{scene.Id}' AND {CustomSearchAttributes.Keyword} = 'amber'";
        var list = await tool.EventuallyAsync(found => found.GetArrayLength() == 1, "workflow", "list", "--query", query);
        Assert.Equal(Text(started, "runId"), Text(list[0], "execution", "runId"));
        Assert.Contains("Total: 1", await tool.RunAsync("workflow", "count", "--query", query));
        var shown = await tool.RunAsync("workflow", "show", "--workflow-id", scene.Id, "--detailed");
        // With or without its first word, as the tool happens to flatten it.
        Assert.Contains($"indexedFields.{CustomSearchAttributes.Keyword}.metadata.type", shown);
        Assert.Contains("workflow not found for ID: ", await tool.FailAsync("workflow", "describe", "--workflow-id", scene.Id + "-missing"));
    });

    [Scenario]
    public Task N187_ExecuteAndResult_PrintTheResult() => WithToolAsync(async (tool, scene) =>
    {
        var output = await tool.RunAsync(
            "workflow", "execute", "--type", "greeting", "--task-queue", scene.Queue, "--workflow-id", scene.Id, "--input", "\"Ada\"");
        Assert.Contains("COMPLETED", output);
        Assert.Contains("Hello, Ada. Hello, again.", output);
        Assert.Contains("Hello, Ada.", await tool.RunAsync("workflow", "result", "--workflow-id", scene.Id));
        Assert.Contains("greeting", await tool.RunAsync("workflow", "trace", "--workflow-id", scene.Id));
    });

    [Scenario]
    public Task N187_SignalQueryUpdateStack_ReachTheRun() => WithToolAsync(async (tool, scene) =>
    {
        string[] on = ["--workflow-id", scene.Id];
        await scene.Client.StartWorkflowAsync((ConversationWorkflow w) => w.RunAsync(), scene.Options());
        await tool.RunAsync(["workflow", "signal", .. on, "--name", "add", "--input", "5"]);
        Assert.Contains("QueryResult  5", await tool.RunAsync(["workflow", "query", .. on, "--type", "total"]));
        Assert.Contains("Result    13", await tool.RunAsync(["workflow", "update", "execute", .. on, "--name", "addDouble", "--input", "4"]));
        Assert.Contains(
            "only numbers above zero", await tool.FailAsync(["workflow", "update", "execute", .. on, "--name", "addDouble", "--input", "-4"]));
        await tool.RunAsync(
            ["workflow", "update", "start", .. on, "--name", "addDouble", "--input", "1", "--wait-for-stage", "accepted", "--update-id", "u1"]);
        Assert.Contains("15", await tool.RunAsync(["workflow", "update", "result", .. on, "--update-id", "u1"]));
        Assert.Contains("Completed", await tool.RunAsync(["workflow", "update", "describe", .. on, "--update-id", "u1"]));
        Assert.Contains("ConversationWorkflow.RunAsync", await tool.RunAsync(["workflow", "stack", .. on]));
        Assert.Contains("addDouble", await tool.RunAsync(["workflow", "metadata", .. on]));
        await tool.RunAsync(["workflow", "signal", .. on, "--name", "finish"]);
        Assert.Contains("15", await tool.RunAsync(["workflow", "result", .. on]));
    });

    [Scenario]
    public Task N187_SignalAndUpdateWithStart_StartTheRun() => WithToolAsync(async (tool, scene) =>
    {
        string[] start = ["--type", "conversation", "--task-queue", scene.Queue, "--workflow-id", scene.Id];
        await tool.RunAsync(["workflow", "signal-with-start", .. start, "--signal-name", "add", "--signal-input", "7"]);
        var updated = await tool.RunAsync(
            ["workflow", "execute-update-with-start", .. start, "--update-name", "addDouble", "--update-input", "3", "--id-conflict-policy", "UseExisting"]);
        Assert.Contains("UpdateResult  13", updated);
        await scene.Client.GetWorkflowHandle(scene.Id).TerminateAsync();
    });

    [Scenario]
    public Task N187_CancelTerminateDelete_EndTheRun() => WithToolAsync(async (tool, scene) =>
    {
        var canceled = await scene.Client.StartWorkflowAsync((ConversationWorkflow w) => w.RunAsync(), scene.Options("-c"));
        await tool.RunAsync("workflow", "cancel", "--workflow-id", canceled.Id);
        var ended = await Assert.ThrowsAsync<WorkflowFailedException>(() => canceled.GetResultAsync());
        Assert.IsType<CanceledFailureException>(ended.InnerException);
        var terminated = await scene.Client.StartWorkflowAsync((ConversationWorkflow w) => w.RunAsync(), scene.Options("-t"));
        await tool.RunAsync("workflow", "terminate", "--workflow-id", terminated.Id, "--reason", "enough");
        ended = await Assert.ThrowsAsync<WorkflowFailedException>(() => terminated.GetResultAsync());
        Assert.Equal("enough", Assert.IsType<TerminatedFailureException>(ended.InnerException).Message);
        await tool.RunAsync("workflow", "delete", "--workflow-id", terminated.Id);
        await tool.EventuallyAsync(
            found => found.GetArrayLength() == 1, "workflow", "list", "--query", $"WorkflowId STARTS_WITH '{scene.Id}'");
    });

    [Scenario]
    public Task N187_Reset_ByEventAndByKind() => WithToolAsync(async (tool, scene) =>
    {
        var handle = await scene.Client.StartWorkflowAsync((GreetingWorkflow w) => w.RunAsync("Ada", null), scene.Options());
        var first = await handle.GetResultAsync();
        string[] reset = ["workflow", "reset", "--workflow-id", scene.Id, "--reason", "again"];
        Assert.Contains("to event ID 4", await tool.RunAsync([.. reset, "--event-id", "4"]));
        await tool.RunAsync([.. reset, "--type", "FirstWorkflowTask"]);
        await tool.RunAsync([.. reset, "--type", "LastWorkflowTask"]);
        var latest = scene.Client.GetWorkflowHandle<GreetingWorkflow, string>(scene.Id);
        Assert.Equal(first, await latest.GetResultAsync());
        var history = await latest.FetchHistoryAsync();
        Assert.Contains(history.Events, e => e.WorkflowTaskFailedEventAttributes?.Cause == WorkflowTaskFailedCause.ResetWorkflow);
    });

    [Scenario]
    public Task N187_ShowAsJson_ReadsIntoTheReplayer() => WithToolAsync(async (tool, scene) =>
    {
        var handle = await scene.Client.StartWorkflowAsync((ConversationWorkflow w) => w.RunAsync(), scene.Options());
        await handle.SignalAsync(w => w.AddAsync(1));
        await handle.ExecuteUpdateAsync(w => w.AddDoubleAsync(2));
        await handle.SignalAsync(w => w.FinishAsync());
        Assert.Equal(5, await handle.GetResultAsync());
        var json = await tool.RunAsync("workflow", "show", "--workflow-id", scene.Id, "--output", "json");
        var history = WorkflowHistory.FromJson(scene.Id, json);
        Assert.Equal((await handle.FetchHistoryAsync()).ToJson(), history.ToJson());
        Assert.Null(await WorkerScene.ReplayAsync(history, typeof(ConversationWorkflow)));
    });

    [Scenario]
    public Task N187_ActivityCompleteAndFail_AnswerForTheWorker() => WithToolAsync(async (tool, scene) =>
    {
        var other = scene.Queue + "-other";
        var handle = await scene.Client.StartWorkflowAsync((GreetingWorkflow w) => w.RunAsync("Ada", other), scene.Options());
        string[] on = ["--workflow-id", scene.Id, "--activity-id"];
        await PendingActivityAsync(tool, scene, "1");
        Assert.Equal("1", (await PendingActivityAsync(tool, scene, "1")).GetProperty("activityId").GetString());
        await tool.RunAsync(["activity", "complete", .. on, "1", "--result", "\"by hand\""]);
        await PendingActivityAsync(tool, scene, "2");

        // Only an activity that was started can be failed by its id.
        Assert.Contains("invalid activityID", await tool.FailAsync(["activity", "fail", .. on, "2", "--reason", "by hand"]));
        await tool.RunAsync(["activity", "complete", .. on, "2", "--result", "\"too\""]);
        Assert.Equal("by hand too", await handle.GetResultAsync());
    });

    [Scenario]
    public Task N187_TaskQueueDescribe_NamesThePollers() => WithToolAsync(async (tool, scene) =>
    {
        await scene.Client.ExecuteWorkflowAsync((GreetingWorkflow w) => w.RunAsync("Ada", null), scene.Options());
        var described = await tool.JsonAsync("task-queue", "describe", "--task-queue", scene.Queue);
        Assert.Contains(described.GetProperty("pollers").EnumerateArray(), p => Text(p, "taskQueueType") == "activity");
    });

    [Scenario]
    public Task N187_Schedules_LiveTheirLife() => WithToolAsync(async (tool, scene) =>
    {
        string[] on = ["--schedule-id", scene.Id];
        await tool.RunAsync(
            ["schedule", "create", .. on, "--interval", "1h", "--overlap-policy", "AllowAll",
            "--type", "greeting", "--task-queue", scene.Queue, "--workflow-id", scene.Id, "--input", "\"Ada\""]);
        await tool.EventuallyAsync(found => found.EnumerateArray().Any(s => Text(s, "scheduleId") == scene.Id), "schedule", "list");
        await tool.RunAsync(["schedule", "toggle", .. on, "--pause", "--reason", "stop"]);
        var state = (await tool.JsonAsync(["schedule", "describe", .. on])).GetProperty("schedule").GetProperty("state");
        Assert.True(state.GetProperty("paused").GetBoolean());
        Assert.Equal("stop", Text(state, "notes"));
        await tool.RunAsync(["schedule", "toggle", .. on, "--unpause", "--reason", "go"]);
        await tool.RunAsync(["schedule", "trigger", .. on]);
        await tool.RunAsync(
            ["schedule", "backfill", .. on, "--start-time", "2026-01-01T00:00:00Z", "--end-time", "2026-01-01T02:30:00Z", "--overlap-policy", "AllowAll"]);
        await tool.EventuallyAsync(d => Text(d, "info", "actionCount") == "4", ["schedule", "describe", .. on]);
        await tool.RunAsync(
            ["schedule", "update", .. on, "--interval", "2h", "--type", "conversation", "--task-queue", scene.Queue, "--workflow-id", scene.Id]);
        var action = (await tool.JsonAsync(["schedule", "describe", .. on])).GetProperty("schedule").GetProperty("action");
        Assert.Equal("conversation", Text(action, "startWorkflow", "workflowType"));
        await tool.RunAsync(["schedule", "delete", .. on]);
        Assert.Contains("not found", await tool.FailAsync(["schedule", "describe", .. on]));
    });

    [Scenario]
    public Task N187_Operator_NamespacesAttributesCluster() => WithToolAsync(async (tool, scene) =>
    {
        await tool.RunAsync("operator", "namespace", "create", "--namespace", scene.Id, "--retention", "2d", "--description", "first");
        await tool.RunAsync("operator", "namespace", "update", "--namespace", scene.Id, "--description", "second");
        Assert.Contains("second", await tool.RunAsync("operator", "namespace", "describe", "--namespace", scene.Id));
        Assert.Contains(scene.Id, await tool.RunAsync("operator", "namespace", "list"));
        var attribute = "A" + scene.Id[1..13];
        await tool.RunAsync("operator", "search-attribute", "create", "--name", attribute, "--type", "Keyword", "--namespace", scene.Id);
        Assert.Contains(attribute, await tool.RunAsync("operator", "search-attribute", "list", "--namespace", scene.Id));
        await tool.RunAsync("operator", "search-attribute", "remove", "--name", attribute, "--yes", "--namespace", scene.Id);
        Assert.DoesNotContain(attribute, await tool.RunAsync("operator", "search-attribute", "list", "--namespace", scene.Id));
        Assert.Contains("SERVING", await tool.RunAsync("operator", "cluster", "health"));
        Assert.Contains("1.32.0", await tool.RunAsync("operator", "cluster", "system"));
        Assert.Contains("sqlite", await tool.RunAsync("operator", "cluster", "describe"));
        Assert.Contains("active", await tool.RunAsync("operator", "cluster", "list"));
        await tool.RunAsync("operator", "nexus", "endpoint", "list");
        await tool.RunAsync("worker", "deployment", "list");
        await tool.RunAsync("worker", "list");
        await tool.RunAsync("operator", "namespace", "delete", "--namespace", scene.Id, "--yes");
        Assert.Contains("not found", await tool.FailAsync("operator", "namespace", "describe", "--namespace", scene.Id));
    });

    [Scenario]
    public Task N187_Batch_SignalsAndTerminatesAllThatAQueryFinds() => WithToolAsync(async (tool, scene) =>
    {
        using var turn = await Scene.BatchTurn();
        var handles = await Task.WhenAll(Enumerable.Range(0, 3).Select(i =>
            scene.Client.StartWorkflowAsync((ConversationWorkflow w) => w.RunAsync(), scene.Options($"-{i}"))));
        string[] all = ["--query", $"WorkflowId STARTS_WITH '{scene.Id}' AND ExecutionStatus = 'Running'", "--yes", "--reason", "all"];
        await tool.EventuallyAsync(found => found.GetArrayLength() == 3, ["workflow", "list", .. all[..2]]);
        var started = await tool.RunAsync(["workflow", "signal", .. all, "--name", "add", "--input", "4"]);
        foreach (var handle in handles)
        {
            await WorkerScene.UntilAsync(handle, EventType.WorkflowExecutionSignaled, Cancellation);
            Assert.Equal(4, await handle.QueryAsync(w => w.Total()));
        }

        var job = started[(started.LastIndexOf(' ') + 1)..].Trim();
        await tool.EventuallyAsync(d => Text(d, "state") == "BATCH_OPERATION_STATE_COMPLETED", "batch", "describe", "--job-id", job);
        Assert.Contains(job, await tool.RunAsync("batch", "list"));
        await tool.RunAsync(["workflow", "terminate", .. all]);
        foreach (var handle in handles)
        {
            var ended = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.IsType<TerminatedFailureException>(ended.InnerException);
        }
    });

    [Scenario]
    public Task N187_ActivityPauseResetOptions_ChangeThePendingActivity() => WithToolAsync(async (tool, scene) =>
    {
        var handle = await scene.Client.StartWorkflowAsync((GreetingWorkflow w) => w.RunAsync("Ada", scene.Queue + "-other"), scene.Options());
        await PendingActivityAsync(tool, scene, "1");
        string[] on = ["--workflow-id", scene.Id, "--activity-id", "1"];
        await tool.RunAsync(["activity", "pause", .. on]);
        await tool.EventuallyAsync(
            d => d.GetProperty("pendingActivities")[0].TryGetProperty("paused", out var paused) && paused.GetBoolean(),
            "workflow", "describe", "--workflow-id", scene.Id);
        await tool.RunAsync(["activity", "unpause", .. on]);
        await tool.RunAsync(["activity", "reset", .. on]);
        Assert.Contains("33s", await tool.RunAsync(["activity", "update-options", .. on, "--start-to-close-timeout", "33s"]));

        // The tool names a field that no service knows, so the queue stays.
        Assert.Contains("-other", await tool.RunAsync(["activity", "update-options", .. on, "--task-queue", scene.Queue]));
        await tool.RunAsync(["activity", "complete", .. on, "--result", "\"by hand\""]);
        await PendingActivityAsync(tool, scene, "2");
        await handle.TerminateAsync();
    });

    [Scenario]
    public Task N187_Workers_AreListedAndDescribed() => WithToolAsync(async (tool, scene) =>
    {
        var found = await tool.EventuallyAsync(
            workers => workers.ValueKind == JsonValueKind.Array && workers.GetArrayLength() == 1,
            "worker", "list", "--query", $"TaskQueue = '{scene.Queue}'");
        var key = KeyOf(found[0]);
        Assert.NotEmpty(key);
        var described = await tool.JsonAsync("worker", "describe", "--worker-instance-key", key);
        Assert.Equal(scene.Queue, Text(described, "workerHeartbeat", "taskQueue"));
        Assert.Contains("Worker nobody not found", await tool.FailAsync("worker", "describe", "--worker-instance-key", "nobody"));

        static string KeyOf(JsonElement worker) => Text(worker, "workerHeartbeat", "workerInstanceKey");
    });

    [Scenario]
    public Task N187_UpdateOptions_AreWrittenToTheHistory() => WithToolAsync(async (tool, scene) =>
    {
        var handle = await scene.Client.StartWorkflowAsync((ConversationWorkflow w) => w.RunAsync(), scene.Options());
        await tool.RunAsync("workflow", "update-options", "--workflow-id", scene.Id, "--versioning-override-behavior", "auto_upgrade");
        var history = await handle.FetchHistoryAsync();
        var change = Assert.Single(history.Events, entry => entry.EventType == EventType.WorkflowExecutionOptionsUpdated).WorkflowExecutionOptionsUpdatedEventAttributes;
        Assert.Equal(Api.Workflow.V1.VersioningOverride.OverrideOneofCase.AutoUpgrade, change.VersioningOverride.OverrideCase);
        await handle.TerminateAsync();
    });

    private async Task WithToolAsync(Func<CommandLineTool, WorkerScene, Task> work)
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        var options = scene.Worker(typeof(ConversationWorkflow), typeof(GreetingWorkflow));
        options.WorkflowStackTrace = Worker.WorkflowStackTrace.Normal;
        await scene.WithWorkerAsync(options, () => work(new(scene.Address, Cancellation), scene));
    }

    private static async Task<JsonElement> PendingActivityAsync(CommandLineTool tool, WorkerScene scene, string id)
    {
        var described = await tool.EventuallyAsync(
            d => d.TryGetProperty("pendingActivities", out var pending) && Text(pending[0], "activityId") == id,
            "workflow", "describe", "--workflow-id", scene.Id);
        return described.GetProperty("pendingActivities")[0];
    }

    private static string Text(JsonElement json, params string[] path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return "";
            }
        }

        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("name", out var inner) ? inner.ToString() : json.ToString();
    }

    [RequiresRealService]
    public sealed class OnDevService() : CommandLineScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : CommandLineScenarios(ServiceKind.Real);
}
