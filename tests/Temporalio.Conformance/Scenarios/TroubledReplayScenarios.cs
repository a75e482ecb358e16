using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Workers;

namespace Temporalio.Conformance.Scenarios;

/// <summary>R 197, 198: histories of tasks that did not go as planned, and of updates in every position, replay.</summary>
public abstract class TroubledReplayScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public Task R197_TaskHeartbeats_Replay() => WithWorkerAsync(async scene =>
    {
        var handle = await scene.Client.StartWorkflowAsync((TroubledWorkflow.LongLocal w) => w.RunAsync(), ShortTasks(scene));
        await WorkerScene.UntilAsync(handle, EventType.MarkerRecorded, Cancellation);
        Assert.Equal(5, await handle.ExecuteUpdateAsync(w => w.AddAsync(5)));
        Assert.Equal(7, await handle.GetResultAsync());
        var history = await ReplaysAsync(handle, typeof(TroubledWorkflow.LongLocal));
        var marker = history.Events.First(e => e.EventType == EventType.MarkerRecorded).EventId;
        Assert.True(history.Events.Count(e => e.EventType == EventType.WorkflowTaskCompleted && e.EventId < marker) > 1);
    });

    [Scenario]
    public Task R197_FailedTask_Replays() => WithWorkerAsync(async scene =>
    {
        TroubledWorkflow.FailingTasks.Broken[scene.Id] = true;
        var handle = await scene.Client.StartWorkflowAsync((TroubledWorkflow.FailingTasks w) => w.RunAsync(), scene.Options());
        Assert.Equal(6, await handle.GetResultAsync());
        var history = await ReplaysAsync(handle, typeof(TroubledWorkflow.FailingTasks));
        Assert.Contains(
            history.Events, e => e.WorkflowTaskFailedEventAttributes?.Cause == WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure);
    });

    [Scenario]
    public async Task R197_TimedOutTask_Replays()
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        var handle = await scene.Client.StartWorkflowAsync((StepsWorkflow w) => w.RunAsync(2), ShortTasks(scene));

        // Somebody takes the first task and never answers.
        var lost = await scene.Client.WorkflowService.PollWorkflowTaskQueueAsync(
            new() { Namespace = scene.Client.Options.Namespace, TaskQueue = new() { Name = scene.Queue } });
        Assert.False(lost.TaskToken.IsEmpty);
        await scene.WithWorkerAsync(async () => Assert.Equal(2, await handle.GetResultAsync()), typeof(StepsWorkflow));
        var history = await ReplaysAsync(handle, typeof(StepsWorkflow));
        Assert.Contains(history.Events, e => e.EventType == EventType.WorkflowTaskTimedOut);
    }

    [Scenario]
    public Task R197_UnhandledCommand_Replays() => WithWorkerAsync(async scene =>
    {
        var handle = await scene.Client.StartWorkflowAsync((TroubledWorkflow.Interrupted w) => w.RunAsync(), scene.Options());
        Assert.Equal(1, await handle.GetResultAsync());
        var history = await ReplaysAsync(handle, typeof(TroubledWorkflow.Interrupted));
        Assert.Contains(history.Events, e => e.WorkflowTaskFailedEventAttributes?.Cause == WorkflowTaskFailedCause.UnhandledCommand);
    });

    [Scenario]
    public Task R198_UpdateInTheFirstTask_Replays() => WithWorkerAsync(async scene =>
    {
        var start = WithStartWorkflowOperation.Create(
            (ConversationWorkflow w) => w.RunAsync(),
            new(scene.Id, scene.Queue) { IdConflictPolicy = WorkflowIdConflictPolicy.Fail });
        Assert.Equal(8, await scene.Client.ExecuteUpdateWithStartWorkflowAsync((ConversationWorkflow w) => w.AddDoubleAsync(4), new(start)));
        var handle = await start.GetHandleAsync();
        await handle.SignalAsync(w => w.FinishAsync());
        await handle.GetResultAsync();
        var history = await ReplaysAsync(handle, typeof(ConversationWorkflow));
        Assert.Equal(5, history.Events.First(e => e.EventType == EventType.WorkflowExecutionUpdateAccepted).EventId);
    });

    [Scenario]
    public Task R198_UpdateDuringTaskHeartbeats_Replays() => WithWorkerAsync(async scene =>
    {
        var handle = await scene.Client.StartWorkflowAsync((TroubledWorkflow.LongLocal w) => w.RunAsync(), ShortTasks(scene));
        Assert.Equal(5, await handle.ExecuteUpdateAsync(w => w.AddAsync(5)));
        Assert.Equal(7, await handle.GetResultAsync());
        await ReplaysAsync(handle, typeof(TroubledWorkflow.LongLocal));
    });

    [Scenario]
    public Task R198_UpdateAdmittedByAReset_Replays() => WithWorkerAsync(async scene =>
    {
        var handle = await scene.Client.StartWorkflowAsync((ConversationWorkflow w) => w.RunAsync(), scene.Options());
        await handle.SignalAsync(w => w.AddAsync(1));
        Assert.Equal(9, await handle.ExecuteUpdateAsync(w => w.AddDoubleAsync(4)));
        var first = (await WorkerScene.HistoryAsync(handle)).Events.First(e => e.EventType == EventType.WorkflowTaskCompleted).EventId;
        var reset = await scene.ResetAsync(handle, first);
        var again = scene.Client.GetWorkflowHandle<ConversationWorkflow, int>(handle.Id, reset.RunId);
        await WorkerScene.UntilAsync(again, EventType.WorkflowExecutionUpdateCompleted, Cancellation);
        await again.SignalAsync(w => w.FinishAsync());
        Assert.Equal(9, await again.GetResultAsync());
        var history = await again.FetchHistoryAsync();
        Assert.Contains(history.Events, e => e.EventType == EventType.WorkflowExecutionUpdateAdmitted);
        Assert.Null(await WorkerScene.ReplayAsync(history, typeof(ConversationWorkflow)));
    });

    private async Task WithWorkerAsync(Func<WorkerScene, Task> work)
    {
        var scene = await WorkerScene.OnAsync(Kind, Cancellation);
        var options = scene.Worker(
            typeof(ConversationWorkflow), typeof(TroubledWorkflow.LongLocal), typeof(TroubledWorkflow.FailingTasks), typeof(TroubledWorkflow.Interrupted));
        options.AddAllActivities(new SignallingActivities(scene.Client));
        await scene.WithWorkerAsync(options, () => work(scene));
    }

    private static WorkflowOptions ShortTasks(WorkerScene scene, string idSuffix = "")
    {
        var options = scene.Options(idSuffix);
        options.TaskTimeout = TimeSpan.FromSeconds(10);
        return options;
    }

    private static async Task<WorkflowHistory> ReplaysAsync(WorkflowHandle handle, Type workflow)
    {
        var history = await WorkerScene.HistoryAsync(handle);
        Assert.Null(await WorkerScene.ReplayAsync(history, workflow));
        return history;
    }

    public sealed class OnDevService() : TroubledReplayScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : TroubledReplayScenarios(ServiceKind.Real);
}
