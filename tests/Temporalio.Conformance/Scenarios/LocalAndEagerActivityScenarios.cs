using Temporalio.Api.Command.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>B 49–52: markers of local activities, task heartbeats, eager activities, dispatch rate.</summary>
public abstract class LocalAndEagerActivityScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task B49_LocalActivity_IsOneMarker()
    {
        await Scene.Start();
        await Scene.RunTask(LocalActivityMarker(), Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}} MarkerRecorded{markerName=core_local_activity, workflowTaskCompletedEventId=4,
                details.result.payloads[0]='json/plain "value"'}
            Completed
            """);
    }

    [Scenario]
    public async Task B50_TaskHeartbeats_ChainTasksUntilTheMarker()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        for (var heartbeat = 0; heartbeat < 2; heartbeat++)
        {
            var answer = await Scene.Complete(task, r =>
            {
                Scene.Sticky(r);
                r.ForceCreateNewWorkflowTask = true;
                r.ReturnNewWorkflowTask = true;
            });
            task = answer.WorkflowTask;
            Assert.False(task.TaskToken.IsEmpty);
        }

        await Scene.CompleteSticky(task, LocalActivityMarker(), Commands.CompleteWorkflow());
        await Scene.HistoryIs($$"""
            {{FirstTask}}
            TaskScheduled{taskQueue.kind=STICKY} TaskStarted{requestId=request-from-RespondWorkflowTaskCompleted} TaskCompleted
            TaskScheduled{taskQueue.kind=STICKY} TaskStarted{requestId=request-from-RespondWorkflowTaskCompleted} TaskCompleted
            MarkerRecorded Completed
            """);
    }

    [Scenario]
    public async Task B51_EagerActivity_ComesWithTheCompletion()
    {
        await Scene.Start();
        var task = await Scene.PollTask();
        var answer = await Scene.Complete(task, Scene.ScheduleActivity(change: a =>
        {
            a.RequestEagerExecution = true;
            a.Input = Json.Of("[1]");
        }));
        var activity = Assert.Single(answer.ActivityTasks);
        Assert.Equal(("1", 1, "[1]"), (activity.ActivityId, activity.Attempt, Json.Text(activity.Input)));
        await Scene.CompleteActivity(activity);
        await Scene.HistoryIs($$"""
            {{FirstTask}} ActivityScheduled ActivityStarted{identity=worker@example, attempt=1} ActivityCompleted TaskScheduled
            """);
    }

    [Scenario]
    public async Task B52_DispatchRate_HoldsOnAverage()
    {
        const int Activities = 6;

        // The real service learns of a rate from the first poll, and now and then hands out everything before it has.
        Assert.True((await Scene.TryPollActivity(3, r => r.TaskQueueMetadata = new() { MaxTasksPerSecond = 1 })).TaskToken.IsEmpty);
        await Scene.Start();
        await Scene.RunTask([.. Enumerable.Range(1, Activities).Select(id => Scene.ScheduleActivity($"{id}"))]);
        var times = new List<DateTime>();
        while (times.Count < Activities)
        {
            var activity = await Scene.TryPollActivity(20, r => r.TaskQueueMetadata = new() { MaxTasksPerSecond = 1 });
            Assert.False(activity.TaskToken.IsEmpty);
            times.Add(activity.StartedTime.ToDateTime());
        }

        // The real service hands out bursts of 4, one every 4 s.
        Assert.True(times.Max() - times.Min() >= TimeSpan.FromSeconds(2), $"{times.Max() - times.Min()}");
    }

    private static Command LocalActivityMarker()
        => Commands.RecordMarker(
            "core_local_activity",
            ("data", Json.Of("""{"seq":1,"attempt":1,"activity_id":"1","activity_type":"localEcho"}""")),
            ("result", Json.Of("\"value\"")));

    public sealed class OnDevService() : LocalAndEagerActivityScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : LocalAndEagerActivityScenarios(ServiceKind.Real);
}
