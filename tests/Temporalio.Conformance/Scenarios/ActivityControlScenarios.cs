using Temporalio.Api.Enums.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>S: operators pause, reset and change pending activities.</summary>
public abstract class ActivityControlScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task S01_PauseOfAWaitingActivity_HoldsItBack()
    {
        var told = Scene.Transcript();
        await Begin();
        await told.Ask("pause", Scene.PauseActivity("1"));
        told.Show("paused", await Scene.PendingActivity());
        await told.Ask("pause again", Scene.PauseActivity("1", r => r.Reason = "again"));
        told.Show("paused twice", await Scene.PendingActivity());
        Assert.True((await Scene.TryPollActivity(3)).TaskToken.IsEmpty);
        await told.Ask("unpause", Scene.UnpauseActivity("1"));
        var task = await Scene.PollActivity();
        told.Show("going on", await Scene.PendingActivity());
        await told.Ask("unpause one that is not paused", Scene.UnpauseActivity("1"));
        await Scene.CompleteActivity(task);
        told.IsRecorded();
    }

    [Scenario]
    public async Task S02_PauseOfARunningActivity_TellsTheWorkerAndHoldsTheNextAttempt()
    {
        var told = Scene.Transcript();
        await Begin();
        var task = await Scene.PollActivity();
        await told.Ask("pause", Scene.PauseActivity("", r => r.Type = Scene.ActivityType));
        told.Show("pause requested", await Scene.PendingActivity());
        await told.Ask("heartbeat", Scene.Heartbeat(task, "\"half\""));
        await Scene.FailActivity(task);
        told.Show("paused", await Scene.PendingActivity());
        Assert.True((await Scene.TryPollActivity(3)).TaskToken.IsEmpty);
        await told.Ask("unpause", Scene.UnpauseActivity("", r => r.UnpauseAll = true));
        task = await Scene.PollActivity();
        told.Show("going on", await Scene.PendingActivity());
        Assert.Equal("\"half\"", Json.Text(task.HeartbeatDetails));
        await Scene.CompleteActivity(task);
        told.IsRecorded();
    }

    [Scenario]
    public async Task S03_UnpauseWithResets_BeginsAgain()
    {
        var told = Scene.Transcript();
        await Begin();
        var task = await Scene.PollActivity();
        await Scene.PauseActivity("1");
        await Scene.Heartbeat(task, "\"half\"");
        await Scene.FailActivity(task);
        await told.Ask("unpause", Scene.UnpauseActivity("1", r => (r.ResetAttempts, r.ResetHeartbeat) = (true, true)));
        task = await Scene.PollActivity();
        told.Show("going on", await Scene.PendingActivity());
        Assert.Null(task.HeartbeatDetails);
        Assert.Equal(1, task.Attempt);
        told.IsRecorded();
    }

    [Scenario]
    public async Task S04_PausedActivityThatCompletes_IsDone()
    {
        await Begin();
        var task = await Scene.PollActivity();
        await Scene.PauseActivity("1");
        await Scene.CompleteActivity(task);
        Assert.Empty((await Scene.Describe()).PendingActivities);
        await Scene.HistoryIs($"{FirstTask} ActivityScheduled ActivityStarted ActivityCompleted TaskScheduled");
    }

    [Scenario]
    public async Task S05_ResetDuringBackoff_IsTheFirstAttemptAtOnce()
    {
        var told = Scene.Transcript();
        await Begin(Scene.Retry(initial: 60));
        var task = await Scene.PollActivity();
        await Scene.FailActivity(task, lastHeartbeat: Json.Of("\"half\""));
        told.Show("waiting", await Scene.PendingActivity());
        await told.Ask("reset", Scene.ResetActivity("1"));
        task = await Scene.PollActivity();
        told.Show("first again", await Scene.PendingActivity());
        told.IsRecorded();
    }

    [Scenario]
    public async Task S06_ResetOfARunningActivity_TellsTheWorkerAndCountsFromOne()
    {
        var told = Scene.Transcript();
        await Begin(Scene.Retry(initial: 0.1));
        var task = await Scene.PollActivity();
        await Scene.FailActivity(task);
        task = await Scene.PollActivity();
        Assert.Equal(2, task.Attempt);
        told.Show("second attempt", await Scene.PendingActivity());
        await told.Ask("reset", Scene.ResetActivity("", r => (r.MatchAll, r.ResetHeartbeat) = (true, true)));
        told.Show("running", await Scene.PendingActivity());
        await told.Ask("heartbeat", Scene.Heartbeat(task, "\"half\""));
        await told.Ask("fail", Scene.FailActivity(task));
        told.Show("afterwards", await Scene.PendingActivity());
        told.IsRecorded();
    }

    [Scenario]
    public async Task S26_ResetOfARunningFirstAttempt_TellsTheWorker()
    {
        var told = Scene.Transcript();
        await Begin(Scene.Retry(initial: 0.1));
        var task = await Scene.PollActivity();
        await told.Ask("reset", Scene.ResetActivity("1"));
        told.Show("running", await Scene.PendingActivity());
        await told.Ask("heartbeat", Scene.Heartbeat(task, "\"half\""));
        await told.Ask("fail", Scene.FailActivity(task));
        task = await Scene.PollActivity();
        told.Show("next", await Scene.PendingActivity());
        await told.Ask("heartbeat", Scene.Heartbeat(task, "\"more\""));
        told.IsRecorded();
    }

    [Scenario]
    public async Task S07_ResetOfAPausedActivity_KeepsThePauseIfAsked()
    {
        var told = Scene.Transcript();
        await Begin();
        await Scene.PauseActivity("1");
        await told.Ask("reset, keep paused", Scene.ResetActivity("1", r => r.KeepPaused = true));
        told.Show("paused", await Scene.PendingActivity());
        await told.Ask("reset", Scene.ResetActivity("1"));
        Assert.False((await Scene.PollActivity()).TaskToken.IsEmpty);
        told.Show("going on", await Scene.PendingActivity());
        told.IsRecorded();
    }

    [Scenario]
    public async Task S08_ChangedOptions_CountAtOnceAndCanBeTakenBack()
    {
        var told = Scene.Transcript();
        await Begin();
        await Scene.PauseActivity("1");
        await told.Ask("change", Scene.UpdateActivityOptions("1", "start_to_close_timeout,heartbeat_timeout,retry_policy.maximum_attempts", r =>
        {
            r.ActivityOptions.StartToCloseTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(77));
            r.ActivityOptions.HeartbeatTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(7));
            r.ActivityOptions.RetryPolicy = new() { MaximumAttempts = 5 };
        }));
        told.Show("changed", await Scene.PendingActivity());
        await told.Ask("restore", Scene.UpdateActivityOptions("1", "", r => (r.RestoreOriginal, r.ActivityOptions) = (true, null)));
        told.Show("restored", await Scene.PendingActivity());
        await told.Ask("another queue", Scene.UpdateActivityOptions("1", "task_queue.name", r => r.ActivityOptions.TaskQueue = new() { Name = Scene.Queue + "-other" }));
        await Scene.UnpauseActivity("1");
        using var other = Scene.Beside("", "-other");
        Assert.Equal("1", (await other.PollActivity()).ActivityId);
        await Scene.HistoryIs($"{FirstTask} ActivityScheduled");
        told.IsRecorded("S08_ChangedOptions_Answers");
    }

    [Scenario]
    public async Task S09_WhatMakesNoSense_IsRefused()
    {
        var told = Scene.Transcript();
        await Begin();
        await told.Ask("pause: nothing named", Scene.PauseActivity(""));
        await told.Ask("pause: unknown id", Scene.PauseActivity("2"));
        await told.Ask("pause: unknown type", Scene.PauseActivity("", r => r.Type = "nobody"));
        await told.Ask("unpause: nothing named", Scene.UnpauseActivity(""));
        await told.Ask("unpause: unknown id", Scene.UnpauseActivity("2"));
        await told.Ask("reset: nothing named", Scene.ResetActivity(""));
        await told.Ask("reset: unknown id", Scene.ResetActivity("2"));
        await told.Ask("options: nothing named", Scene.UpdateActivityOptions("", "start_to_close_timeout"));
        await told.Ask("options: unknown id", Scene.UpdateActivityOptions("2", "start_to_close_timeout"));
        await told.Ask("options: no mask", Scene.UpdateActivityOptions("1", ""));
        await told.Ask("options: mask and restore", Scene.UpdateActivityOptions("1", "heartbeat_timeout", r => r.RestoreOriginal = true));
        await told.Ask("options: no options", Scene.UpdateActivityOptions("1", "heartbeat_timeout", r => r.ActivityOptions = null));
        await told.Ask("options: unknown field", Scene.UpdateActivityOptions("1", "colour"));
        await told.Ask("pause: no workflow", Scene.PauseActivity("1", r => r.Execution = null));
        await told.Ask("pause: unknown workflow", Scene.PauseActivity("1", r => r.Execution = new() { WorkflowId = "nobody" }));
        await Scene.Terminate();
        await told.Ask("pause: closed", Scene.PauseActivity("1"));
        await told.Ask("unpause: closed", Scene.UnpauseActivity("1"));
        await told.Ask("reset: closed", Scene.ResetActivity("1"));
        await told.Ask("options: closed", Scene.UpdateActivityOptions("1", "heartbeat_timeout"));
        told.IsRecorded();
    }

    private async Task Begin(Api.Common.V1.RetryPolicy? retry = null)
    {
        await Scene.Start();
        await Scene.RunTask(Scene.ScheduleActivity(change: a => a.RetryPolicy = retry));
    }

    public sealed class OnDevService() : ActivityControlScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ActivityControlScenarios(ServiceKind.Real);
}
