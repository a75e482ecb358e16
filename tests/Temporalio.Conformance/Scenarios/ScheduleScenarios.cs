using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenarios;

/// <summary>K 138–153: schedules.</summary>
public abstract class ScheduleScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task K138_Interval_StartsActionsNamedByTheirTime()
    {
        await Scene.CreateSchedule(Scene.NewSchedule(EverySeconds(2)));
        for (var i = 0; i < 2; i++)
        {
            var task = await Scene.RunTask(Commands.CompleteWorkflow($"{i}"));
            Assert.Matches($"^{Scene.ActionId}-\\d{{4}}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d[02468]Z$", task.WorkflowExecution.WorkflowId);
            var started = task.History.Events[0].WorkflowExecutionStartedEventAttributes;
            Assert.Equal($"\"{Scene.Id}\"", started.SearchAttributes.IndexedFields["TemporalScheduledById"].Data.ToStringUtf8());
            Assert.Contains("TemporalScheduledStartTime", started.SearchAttributes.IndexedFields.Keys);
            Assert.Equal($"temporal-scheduler-default-{Scene.Id}", started.Identity);
        }

        await Scene.UntilSchedule(d => d.Info.ActionCount >= 2 && d.Info.RecentActions.Count >= 2);
        await Scene.DeleteSchedule();
    }

    [Scenario]
    public async Task K139_Describe_ShowsTheCanonicalSpec()
    {
        await Scene.CreateSchedule(Scene.NewSchedule(new() { CronString = { "0 9 * * MON-FRI" } }));
        var described = await Scene.UntilSchedule(d => d.Info.FutureActionTimes.Count == 10);
        Assert.Empty(described.Schedule.Spec.CronString);
        Scene.Has(described.Schedule, """
            spec.structuredCalendar[0].minute[0].step=1, spec.structuredCalendar[0].hour[0].start=9, spec.structuredCalendar[0].hour[0].end=9,
            spec.structuredCalendar[0].dayOfWeek[0].start=1, spec.structuredCalendar[0].dayOfWeek[0].end=5,
            policies.overlapPolicy=SKIP, policies.catchupWindow=31536000s
            """);
        Assert.All(described.Info.FutureActionTimes, time =>
        {
            Assert.Equal(TimeSpan.FromHours(9), time.ToDateTime().TimeOfDay);
            Assert.InRange(time.ToDateTime().DayOfWeek, DayOfWeek.Monday, DayOfWeek.Friday);
        });
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], described.ConflictToken.ToByteArray());
    }

    [Scenario]
    public async Task K140_MatchingTimes_LeaveOutAnHourThatDoesNotExist()
    {
        await Scene.CreateSchedule(Scene.NewSchedule(new() { CronString = { "30 2 * * *" }, TimezoneName = "Europe/Berlin" }));
        Assert.Equal(["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"], await MatchingTimes("2026-03-28T00:00:00Z", "2026-03-30T23:00:00Z"));
    }

    [Scenario]
    public async Task K140_ZoneGivenAsData_IsUsedWhateverItsName()
    {
        var zone = Google.Protobuf.ByteString.CopyFrom(await File.ReadAllBytesAsync("/usr/share/zoneinfo/Europe/Berlin"));
        await Scene.CreateSchedule(Scene.NewSchedule(new() { CronString = { "30 2 * * *" }, TimezoneName = "Nowhere/Land", TimezoneData = zone }));
        Assert.Equal(["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"], await MatchingTimes("2026-03-28T00:00:00Z", "2026-03-30T23:00:00Z"));
    }

    [Scenario]
    public async Task K140_ZoneDataThatIsNone_IsRefused()
    {
        var schedule = Scene.NewSchedule(new() { CronString = { "30 2 * * *" }, TimezoneData = Google.Protobuf.ByteString.CopyFromUtf8("TZif?") });
        var refused = await Scene.Refused(GrpcCode.InvalidArgument, () => Scene.CreateSchedule(schedule));
        Assert.Contains("malformed time zone information", refused.Text);
    }

    // West of Greenwich only: east of it the real service leaves out one of the two hours.
    [Scenario]
    public async Task K140_MatchingTimes_FireInBothCopiesOfAnHour()
    {
        await Scene.CreateSchedule(Scene.NewSchedule(new() { CronString = { "30 1 * * *" }, TimezoneName = "America/New_York" }));
        Assert.Equal(
            ["2026-10-31T05:30:00Z", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "2026-11-02T06:30:00Z"],
            await MatchingTimes("2026-10-31T00:00:00Z", "2026-11-02T23:00:00Z"));
    }

    [Scenario]
    public async Task K141_ExcludesBoundsAndPhase_Apply()
    {
        var spec = new ScheduleSpec
        {
            CronString = { "@every 1h/10m" },
            StartTime = At("2026-01-01T01:10:00Z"),
            EndTime = At("2026-01-01T04:10:00Z"),
            ExcludeCalendar = { new CalendarSpec { Hour = "2", Minute = "*", Second = "*" } },
        };
        await Scene.CreateSchedule(Scene.NewSchedule(spec));
        Assert.Equal(
            ["2026-01-01T01:10:00Z", "2026-01-01T03:10:00Z", "2026-01-01T04:10:00Z"],
            await MatchingTimes("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"));
    }

    [Scenario]
    public async Task K142_OverlapSkip_CountsWhatItSkipped()
    {
        await Scene.CreateSchedule(Scene.NewSchedule(EverySeconds(1)));
        var described = await Scene.UntilSchedule(d => d.Info.OverlapSkipped >= 2);
        Assert.Equal((1, 1), (described.Info.ActionCount, described.Info.RunningWorkflows.Count));
        await Scene.DeleteSchedule();
    }

    [Scenario]
    public async Task K142_OverlapBufferOne_KeepsOneWaiting()
    {
        var schedule = Scene.NewSchedule(EverySeconds(1));
        schedule.Policies = new() { OverlapPolicy = ScheduleOverlapPolicy.BufferOne };
        await Scene.CreateSchedule(schedule);
        var described = await Scene.UntilSchedule(d => d.Info.OverlapSkipped >= 2);
        Assert.Equal((1, 1), (described.Info.ActionCount, described.Info.BufferSize));
        await Scene.RunTask(Commands.CompleteWorkflow());
        await Scene.UntilSchedule(d => d.Info.ActionCount >= 2);
        await Scene.DeleteSchedule();
    }

    [Scenario]
    public async Task K142_OverlapAllowAll_StartsEveryTime()
    {
        var schedule = Scene.NewSchedule(EverySeconds(1));
        schedule.Policies = new() { OverlapPolicy = ScheduleOverlapPolicy.AllowAll };
        await Scene.CreateSchedule(schedule);
        var described = await Scene.UntilSchedule(d => d.Info.ActionCount >= 2);
        Assert.Equal((0, 0), (described.Info.OverlapSkipped, described.Info.RunningWorkflows.Count));
        await Scene.DeleteSchedule();
    }

    [Scenario]
    public async Task K142_OverlapTerminateOther_ReplacesTheRunningOne()
    {
        var schedule = Scene.PausedSchedule();
        schedule.Policies = new() { OverlapPolicy = ScheduleOverlapPolicy.TerminateOther };
        await Scene.CreateSchedule(schedule);
        await Trigger();
        var first = (await Scene.UntilSchedule(d => d.Info.RunningWorkflows.Count == 1)).Info.RunningWorkflows[0];
        // The workflow id ends with the second of the trigger, so the next one needs another second.
        await Scene.Elapse(1.1);
        await Trigger();
        await Scene.UntilSchedule(d => d.Info.ActionCount == 2 && d.Info.RunningWorkflows is [var running] && running.RunId != first.RunId);
        var history = await Scene.Call<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory", new() { Namespace = Scene.Namespace, Execution = first });
        Assert.Equal(
            "terminated by schedule overlap policy",
            history.History.Events[^1].WorkflowExecutionTerminatedEventAttributes.Reason);
    }

    [Scenario]
    public async Task K143_TriggerWhilePaused_Runs()
    {
        var schedule = Scene.PausedSchedule();
        schedule.State = new() { Paused = true, Notes = "not yet" };
        await Scene.CreateSchedule(schedule);
        await Trigger();
        await Scene.RunTask(Commands.CompleteWorkflow());
        var described = await Scene.UntilSchedule(d => d.Info.RecentActions is [{ StartWorkflowStatus: WorkflowExecutionStatus.Completed }]);
        Assert.True(described.Schedule.State.Paused);
        Assert.Equal((1, 0), (described.Info.ActionCount, described.Info.RunningWorkflows.Count));
    }

    [Scenario]
    public async Task K144_PauseAndUnpause_SetTheNotes()
    {
        await Scene.CreateSchedule(Scene.PausedSchedule());
        await Scene.PatchSchedule(new() { Pause = "stop" });
        Assert.Equal("stop", (await Scene.UntilSchedule(d => d.Schedule.State.Paused)).Schedule.State.Notes);
        await Scene.PatchSchedule(new() { Unpause = "go" });
        Assert.Equal("go", (await Scene.UntilSchedule(d => !d.Schedule.State.Paused)).Schedule.State.Notes);
    }

    [Scenario]
    public async Task K145_Backfill_RunsThePastTimes()
    {
        var schedule = Scene.NewSchedule(new() { CronString = { "0 * * * *" } });
        schedule.State = new() { Paused = true };
        await Scene.CreateSchedule(schedule);
        await Scene.PatchSchedule(new()
        {
            BackfillRequest =
            {
                new BackfillRequest
                {
                    StartTime = At("2026-01-01T00:00:00Z"),
                    EndTime = At("2026-01-01T02:00:00Z"),
                    OverlapPolicy = ScheduleOverlapPolicy.AllowAll,
                },
            },
        });
        var described = await Scene.UntilSchedule(d => d.Info.ActionCount == 3);
        Assert.Equal(
            ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z"],
            described.Info.RecentActions.Select(a => a.StartWorkflowResult.WorkflowId[(Scene.ActionId.Length + 1)..]).Order());
    }

    [Scenario]
    public async Task K146_FailedAction_PausesTheSchedule()
    {
        var schedule = Scene.PausedSchedule();
        schedule.Policies = new() { PauseOnFailure = true };
        await Scene.CreateSchedule(schedule);
        await Trigger();
        var task = await Scene.RunTask(Commands.FailWorkflow(Failures.Application("no luck")));
        var described = await Scene.UntilSchedule(d => d.Schedule.State.Paused);
        Assert.Equal($"paused due to workflow failure: {task.WorkflowExecution.WorkflowId}: no luck", described.Schedule.State.Notes);
    }

    [Scenario]
    public async Task K147_LimitedActions_Stop()
    {
        var schedule = Scene.NewSchedule(EverySeconds(1));
        schedule.State = new() { LimitedActions = true, RemainingActions = 2 };
        schedule.Policies = new() { OverlapPolicy = ScheduleOverlapPolicy.AllowAll };
        await Scene.CreateSchedule(schedule);
        var described = await Scene.UntilSchedule(d => d.Info.ActionCount == 2);
        Assert.Equal(0, described.Schedule.State.RemainingActions);
        Assert.Empty(described.Info.FutureActionTimes);
    }

    [Scenario]
    public async Task K148_Update_ReplacesTheSpecUnlessTheTokenIsStale()
    {
        await Scene.CreateSchedule(Scene.PausedSchedule());
        var before = await Scene.DescribeSchedule();
        var daily = Scene.NewSchedule(new() { CronString = { "0 9 * * *" } });
        await Scene.UpdateSchedule(daily, before.ConflictToken);
        await Scene.UntilSchedule(d => d.Info.UpdateTime is not null && d.Schedule.Spec.StructuredCalendar[0].Hour is [{ Start: 9 }]);
        await Scene.UpdateSchedule(Scene.NewSchedule(new() { CronString = { "0 7 * * *" } }), before.ConflictToken);
        await Scene.UpdateSchedule(Scene.NewSchedule(new() { CronString = { "0 8 * * *" } }));
        var hours = new HashSet<int>();
        await Scene.UntilSchedule(d =>
        {
            hours.Add(d.Schedule.Spec.StructuredCalendar[0].Hour[0].Start);
            return hours.Contains(8);
        });
        Assert.DoesNotContain(7, hours);
    }

    [Scenario]
    public async Task K149_ServiceWasStopped_MissedTimesAreCaughtUpWithinTheWindow()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            await CatchUpAcrossRestart(Path.Combine(folder.FullName, "service.db"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task CatchUpAcrossRestart(string database)
    {
        // The shortest window there is.
        const int Window = 10;
        const int Away = Window + 5;
        var clock = Stopwatch.StartNew();
        string address;
        Scene strict, patient;
        await using (var before = await SharedServices.StartOwnAsync(Kind, database))
        {
            address = before.Address;
            strict = Own(new Scene(address, Kind, Cancellation));
            patient = Own(new Scene(address, Kind, Cancellation));
            await CreateEverySecond(strict, TimeSpan.FromSeconds(Window));
            await CreateEverySecond(patient, TimeSpan.FromHours(1));
            await strict.UntilSchedule(d => d.Info.ActionCount > 0);
            await patient.UntilSchedule(d => d.Info.ActionCount > 0);
        }

        await strict.Elapse(Away);
        await using var after = await SharedServices.StartOwnAsync(Kind, database, int.Parse(address.Split(':')[^1], null));
        var caughtUp = await patient.UntilSchedule(d => d.Info.ActionCount >= Away);
        Assert.Equal(0, caughtUp.Info.MissedCatchupWindow);
        var missed = await strict.UntilSchedule(d => d.Info.MissedCatchupWindow > 0);
        // At most every second there was: the real service may take its time to start.
        Assert.InRange(missed.Info.MissedCatchupWindow, 1, (long)clock.Elapsed.TotalSeconds);
    }

    private static async Task CreateEverySecond(Scene scene, TimeSpan window)
    {
        var schedule = scene.NewSchedule(EverySeconds(1));
        schedule.Policies = new() { OverlapPolicy = ScheduleOverlapPolicy.AllowAll, CatchupWindow = Duration.FromTimeSpan(window) };
        await scene.CreateSchedule(schedule);
    }

    [Scenario]
    public async Task K150_DeletedSchedule_IsNotFoundAndCanBeMadeAgain()
    {
        await Scene.CreateSchedule(Scene.PausedSchedule());
        await Scene.DeleteSchedule();
        await Scene.Until(async () =>
        {
            try
            {
                await Scene.DescribeSchedule();
                return false;
            }
            catch (WireException e) when (e.Code == GrpcCode.NotFound)
            {
                return true;
            }
        });
        await Scene.CreateSchedule(Scene.PausedSchedule());
        await Scene.DescribeSchedule();
    }

    [Scenario]
    public async Task K151_DuplicateAndInvalid_AreRefused()
    {
        await Scene.CreateSchedule(Scene.PausedSchedule());
        var error = await Scene.Refused(
            GrpcCode.AlreadyExists, () => Scene.CreateSchedule(Scene.PausedSchedule()), $"schedule \"{Scene.Id}\" is already registered");
        Assert.NotNull(error.Detail<WorkflowExecutionAlreadyStartedFailure>());
        using var other = Scene.Beside("-other");
        var invalid = await Scene.Refused(
            GrpcCode.InvalidArgument, () => other.CreateSchedule(Scene.NewSchedule(new() { CronString = { "not a cron" } })));
        Assert.StartsWith("Invalid schedule spec: ", invalid.Text, StringComparison.Ordinal);
        await Scene.Refused(GrpcCode.NotFound, () => other.DescribeSchedule(), $"workflow not found for ID: temporal-sys-scheduler:{other.Id}");
    }

    [Scenario]
    public async Task K152_LastResult_IsHandedToTheNextAction()
    {
        await Scene.CreateSchedule(Scene.PausedSchedule());
        await Trigger();
        await Scene.RunTask(Commands.CompleteWorkflow("\"first\""));
        await Scene.UntilSchedule(d => d.Info.RecentActions is [{ StartWorkflowStatus: WorkflowExecutionStatus.Completed }]);
        await Trigger();
        var second = await Scene.RunTask(Commands.CompleteWorkflow());
        Assert.Equal("\"first\"", Json.Text(second.History.Events[0].WorkflowExecutionStartedEventAttributes.LastCompletionResult));
    }

    [Scenario]
    public async Task K153_List_FindsByPauseAndAttribute()
    {
        var schedule = Scene.PausedSchedule();
        schedule.State = new() { Paused = true, Notes = "resting" };
        await Scene.CreateSchedule(schedule, r =>
        {
            r.SearchAttributes = Scene.Mark();
            r.Memo = new() { Fields = { ["note"] = Json.Payload("1") } };
        });
        ScheduleListEntry? entry = null;
        await Scene.Until(async () =>
        {
            var query = $"TemporalSchedulePaused = true AND {CustomSearchAttributes.Keyword} = '{Scene.Id}'";
            var page = await Scene.Call<ListSchedulesRequest, ListSchedulesResponse>(
                "ListSchedules", new() { Namespace = Scene.Namespace, MaximumPageSize = 10, Query = query });
            return (entry = page.Schedules.SingleOrDefault()) is not null;
        });
        Scene.Has(entry!, "scheduleId=<id>, memo.fields.note='json/plain 1', info.notes=resting, info.paused=true, info.workflowType.name=wf");
    }

    private static ScheduleSpec EverySeconds(int seconds)
        => new() { Interval = { new IntervalSpec { Interval = TimeSpan.FromSeconds(seconds).ToDuration() } } };

    private static Timestamp At(string time)
        => DateTime.Parse(time, null, System.Globalization.DateTimeStyles.RoundtripKind).ToTimestamp();

    private Task Trigger() => Scene.PatchSchedule(new() { TriggerImmediately = new() });

    private async Task<IEnumerable<string>> MatchingTimes(string from, string to)
    {
        var answer = await Scene.Call<ListScheduleMatchingTimesRequest, ListScheduleMatchingTimesResponse>(
            "ListScheduleMatchingTimes",
            new() { Namespace = Scene.Namespace, ScheduleId = Scene.Id, StartTime = At(from), EndTime = At(to) });
        return answer.StartTime.Select(t => t.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ", null));
    }

    public sealed class OnDevService() : ScheduleScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : ScheduleScenarios(ServiceKind.Real);
}
