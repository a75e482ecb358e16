using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenarios;

/// <summary>K 140–152: what becomes of the actions of schedules, case by case.</summary>
public abstract class ScheduleActionScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task K140_MatchingTimesInAZone_AreThoseOfItsWorkingDays()
    {
        await Scene.CreateSchedule(Scene.NewSchedule(new() { CronString = { "0 9 * * MON-FRI" }, TimezoneName = "America/New_York" }));
        var answer = await Scene.Call<ListScheduleMatchingTimesRequest, ListScheduleMatchingTimesResponse>(
            "ListScheduleMatchingTimes",
            new() { Namespace = Scene.Namespace, ScheduleId = Scene.Id, StartTime = At("2026-03-02T00:00:00Z"), EndTime = At("2026-03-15T23:00:00Z") });
        Assert.Equal(
            [
                "03-02 14", "03-03 14", "03-04 14", "03-05 14", "03-06 14",
                // The clocks went forward on the eighth.
                "03-09 13", "03-10 13", "03-11 13", "03-12 13", "03-13 13",
            ],
            answer.StartTime.Select(t => t.ToDateTime().ToString("MM-dd HH", null)));
    }

    [Scenario]
    public async Task K142_OverlapBufferAll_RunsThemAllOneByOne()
    {
        await Create(ScheduleOverlapPolicy.BufferAll);
        await Backfill(ScheduleOverlapPolicy.Unspecified);
        var described = await Scene.UntilSchedule(d => d.Info.RunningWorkflows.Count == 1 && d.Info.BufferSize == 2);
        Assert.Equal((1, 0), (described.Info.ActionCount, described.Info.OverlapSkipped));
        string[] hours = ["00", "01", "02"];
        foreach (var hour in hours)
        {
            var task = await Scene.RunTask(Commands.CompleteWorkflow());
            Assert.Equal($"{Scene.ActionId}-2026-01-01T{hour}:00:00Z", task.WorkflowExecution.WorkflowId);
        }

        await Scene.UntilSchedule(d => d.Info is { ActionCount: 3, BufferSize: 0, RunningWorkflows.Count: 0 });
    }

    [Scenario]
    public async Task K142_OverlapCancelOther_AsksTheRunningOneAndStartsTheNewest()
    {
        await Create(ScheduleOverlapPolicy.CancelOther);
        await Trigger();
        var first = await Scene.PollTask();
        await Scene.Complete(first);
        await Scene.Elapse(1.1);
        await Trigger();
        var asked = await Scene.PollTask();
        Assert.Equal(first.WorkflowExecution, asked.WorkflowExecution);
        var request = asked.History.Events.Single(e => e.EventType == EventType.WorkflowExecutionCancelRequested);
        Assert.Equal("cancelled by schedule overlap policy", request.WorkflowExecutionCancelRequestedEventAttributes.Cause);
        Assert.Equal(1, (await Scene.DescribeSchedule()).Info.ActionCount);
        await Scene.Complete(asked, Commands.CancelWorkflow());
        var second = await Scene.RunTask(Commands.CompleteWorkflow());
        Assert.NotEqual(first.WorkflowExecution.RunId, second.WorkflowExecution.RunId);
        await Scene.UntilSchedule(d => d.Info is { ActionCount: 2, BufferSize: 0, RunningWorkflows.Count: 0 });
    }

    [Scenario]
    public async Task K143_TriggerWithAnOverlap_TakesItsOwn()
    {
        await Create(ScheduleOverlapPolicy.Skip);
        await Trigger();
        await Scene.UntilSchedule(d => d.Info.RunningWorkflows.Count == 1);
        await Scene.Elapse(1.1);
        await Trigger();
        await Scene.UntilSchedule(d => d.Info.OverlapSkipped == 1);
        await Scene.Elapse(1.1);
        await Scene.PatchSchedule(new() { TriggerImmediately = new() { OverlapPolicy = ScheduleOverlapPolicy.AllowAll } });
        var described = await Scene.UntilSchedule(d => d.Info.ActionCount == 2);
        Assert.Equal(1, described.Info.OverlapSkipped);
    }

    [Scenario]
    public async Task K144_TimesMissedWhilePaused_AreNotRun()
    {
        var schedule = Scene.NewSchedule(new() { Interval = { new IntervalSpec { Interval = TimeSpan.FromSeconds(1).ToDuration() } } });
        schedule.Policies = new() { OverlapPolicy = ScheduleOverlapPolicy.AllowAll };
        schedule.State = new() { Paused = true };
        await Scene.CreateSchedule(schedule);
        await Scene.Elapse(5);
        Assert.Equal(0, (await Scene.DescribeSchedule()).Info.ActionCount);
        await Scene.PatchSchedule(new() { Unpause = "go" });
        var described = await Scene.UntilSchedule(d => d.Info.ActionCount >= 2);
        await Scene.PatchSchedule(new() { Pause = "enough" });
        var changed = described.Info.RecentActions.Min(a => a.ScheduleTime.ToDateTime());
        Assert.True(changed >= described.Info.CreateTime.ToDateTime() + TimeSpan.FromSeconds(4), $"{changed}: a time that was missed");
        Assert.Equal(0, described.Info.MissedCatchupWindow);
    }

    [Scenario]
    public async Task K146_CanceledOrTerminatedAction_DoesNotPauseTheSchedule()
    {
        var schedule = Scene.PausedSchedule();
        schedule.Policies = new() { PauseOnFailure = true };
        await Scene.CreateSchedule(schedule);
        await Trigger();
        await Scene.RunTask(Commands.CancelWorkflow());
        await Scene.UntilSchedule(d => d.Info.RecentActions is [{ StartWorkflowStatus: WorkflowExecutionStatus.Canceled }]);
        await Scene.Elapse(1.1);
        await Trigger();
        var running = (await Scene.UntilSchedule(d => d.Info.RunningWorkflows.Count == 1)).Info.RunningWorkflows[0];
        await Scene.Call<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution", new() { Namespace = Scene.Namespace, WorkflowExecution = running });
        var described = await Scene.UntilSchedule(d => d.Info.RecentActions is [_, { StartWorkflowStatus: WorkflowExecutionStatus.Terminated }]);
        Assert.False(described.Schedule.State?.Paused ?? false);
    }

    [Scenario]
    public async Task K147_TriggerAfterTheLastLimitedAction_StillWorks()
    {
        var schedule = Scene.NewSchedule(new() { Interval = { new IntervalSpec { Interval = TimeSpan.FromSeconds(1).ToDuration() } } });
        schedule.State = new() { LimitedActions = true, RemainingActions = 1 };
        schedule.Policies = new() { OverlapPolicy = ScheduleOverlapPolicy.AllowAll };
        await Scene.CreateSchedule(schedule);
        await Scene.UntilSchedule(d => d.Info.ActionCount == 1);
        await Scene.Elapse(1.1);
        await Trigger();
        var described = await Scene.UntilSchedule(d => d.Info.ActionCount == 2);
        Assert.Equal((true, 0L), (described.Schedule.State.LimitedActions, described.Schedule.State.RemainingActions));
    }

    [Scenario]
    public async Task K148_UpdatedSpec_FiresAtItsNewTimesOnly()
    {
        await Scene.CreateSchedule(Scene.NewSchedule(new() { Interval = { new IntervalSpec { Interval = TimeSpan.FromSeconds(1).ToDuration() } } }));
        await Scene.UntilSchedule(d => d.Info.ActionCount > 0 && d.Info.OverlapSkipped > 0);
        await Scene.UpdateSchedule(Scene.PausedSchedule());
        var updated = await Scene.UntilSchedule(d => d.Info.UpdateTime is not null);
        await Scene.Elapse(3);
        var later = await Scene.DescribeSchedule();
        Assert.Equal((updated.Info.ActionCount, updated.Info.OverlapSkipped), (later.Info.ActionCount, later.Info.OverlapSkipped));
        Assert.Equal(updated.Info.CreateTime, later.Info.CreateTime);
    }

    [Scenario]
    public async Task K150_DeletedSchedule_LeavesItsRunAndTheList()
    {
        await Scene.CreateSchedule(Scene.PausedSchedule(), r => r.SearchAttributes = Scene.Mark());
        await Trigger();
        var task = await Scene.PollTask();
        await Scene.Until(async () => await Listed() == 1);
        await Scene.DeleteSchedule();
        await Scene.Until(async () => await Listed() == 0);
        await Scene.Complete(task, Commands.CompleteWorkflow());
        var closed = await Scene.Call<DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new() { Namespace = Scene.Namespace, Execution = task.WorkflowExecution });
        Assert.Equal(WorkflowExecutionStatus.Completed, closed.WorkflowExecutionInfo.Status);
    }

    [Scenario]
    public async Task K152_LastFailure_IsHandedToTheNextActionWithTheLastResult()
    {
        await Scene.CreateSchedule(Scene.PausedSchedule());
        await Trigger();
        await Scene.RunTask(Commands.CompleteWorkflow("\"first\""));
        await Scene.UntilSchedule(d => d.Info.RecentActions is [{ StartWorkflowStatus: WorkflowExecutionStatus.Completed }]);
        await Scene.Elapse(1.1);
        await Trigger();
        await Scene.RunTask(Commands.FailWorkflow(Failures.Application("no luck")));
        await Scene.UntilSchedule(d => d.Info.RecentActions is [_, { StartWorkflowStatus: WorkflowExecutionStatus.Failed }]);
        await Scene.Elapse(1.1);
        await Trigger();
        var third = await Scene.RunTask(Commands.CompleteWorkflow());
        var started = third.History.Events[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal(("no luck", "\"first\""), (started.ContinuedFailure.Message, Json.Text(started.LastCompletionResult)));
    }

    private Task Create(ScheduleOverlapPolicy overlap)
    {
        var schedule = Scene.NewSchedule(new() { CronString = { "0 * * * *" } });
        schedule.State = new() { Paused = true };
        schedule.Policies = new() { OverlapPolicy = overlap };
        return Scene.CreateSchedule(schedule);
    }

    /// <summary>Three past hours.</summary>
    private Task Backfill(ScheduleOverlapPolicy overlap) => Scene.PatchSchedule(new()
    {
        BackfillRequest = { new BackfillRequest { StartTime = At("2026-01-01T00:00:00Z"), EndTime = At("2026-01-01T02:00:00Z"), OverlapPolicy = overlap } },
    });

    // The ids of actions end with the second of the trigger, so each needs a second of its own.
    private Task Trigger() => Scene.PatchSchedule(new() { TriggerImmediately = new() });

    private async Task<int> Listed() => (await Scene.Call<ListSchedulesRequest, ListSchedulesResponse>(
        "ListSchedules", new() { Namespace = Scene.Namespace, MaximumPageSize = 10, Query = $"{CustomSearchAttributes.Keyword} = '{Scene.Id}'" })).Schedules.Count;

    private static Timestamp At(string time)
        => Timestamp.FromDateTime(DateTime.Parse(time, null, System.Globalization.DateTimeStyles.RoundtripKind));

    public sealed class OnDevService() : ScheduleActionScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ScheduleActionScenarios(ServiceKind.Real);
}
