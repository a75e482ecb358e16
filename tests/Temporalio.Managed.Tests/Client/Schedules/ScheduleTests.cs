using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;

namespace Temporalio.Tests.Client.Schedules;

[Collection(ServiceCollection.Name)]
public class ScheduleTests(TemporalService service)
{
    private readonly string id = $"schedule-{Guid.NewGuid()}";
    private readonly string taskQueue = $"queue-{Guid.NewGuid()}";

    [ServiceFact]
    public async Task CreateDescribeUpdate_EveryField_ComesBack()
    {
        var handle = await service.Client.CreateScheduleAsync(
            id,
            new(
                ScheduleActionStartWorkflow.Create("Film", ["brief", 60], new($"{id}-run", taskQueue)
                {
                    RunTimeout = TimeSpan.FromMinutes(9),
                    RetryPolicy = new() { MaximumAttempts = 3 },
                    Memo = new Dictionary<string, object> { ["client"] = "Ada" },
                    StaticSummary = "Nightly film",
                }),
                new()
                {
                    Calendars = [new() { Hour = [new(2)], DayOfWeek = [new(1, 5)], Comment = "nightly" }],
                    Intervals = [new(TimeSpan.FromDays(10), TimeSpan.FromHours(2))],
                    Skip = [new() { Month = [new(12)] }],
                    EndAt = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                    Jitter = TimeSpan.FromSeconds(30),
                    TimeZoneName = "Europe/Vienna",
                })
            {
                Policy = new() { Overlap = ScheduleOverlapPolicy.BufferOne, CatchupWindow = TimeSpan.FromHours(1), PauseOnFailure = true },
                State = new() { Note = "made", Paused = true, LimitedActions = true, RemainingActions = 30 },
            },
            new() { Memo = new Dictionary<string, object> { ["owner"] = "studio" } });

        var description = await handle.DescribeAsync();
        Assert.Equal("studio", await description.Memo["owner"].ToValueAsync<string>());
        Assert.Equal(new() { Overlap = ScheduleOverlapPolicy.BufferOne, CatchupWindow = TimeSpan.FromHours(1), PauseOnFailure = true }, description.Schedule.Policy);
        Assert.Equal(new() { Note = "made", Paused = true, LimitedActions = true, RemainingActions = 30 }, description.Schedule.State);
        var spec = description.Schedule.Spec;
        Assert.Equal((2, "nightly"), (spec.Calendars.Single().Hour.Single().Start, spec.Calendars.Single().Comment));
        Assert.Equal(new(TimeSpan.FromDays(10), TimeSpan.FromHours(2)), spec.Intervals.Single());
        Assert.Equal(12, spec.Skip.Single().Month.Single().Start);
        Assert.Equal(("Europe/Vienna", 2100, TimeSpan.FromSeconds(30)), (spec.TimeZoneName, spec.EndAt!.Value.Year, spec.Jitter));
        var action = Assert.IsType<ScheduleActionStartWorkflow>(description.Schedule.Action);
        Assert.Equal(("Film", "Nightly film", 3), (action.Workflow, action.Options.StaticSummary, action.Options.RetryPolicy!.MaximumAttempts));
        Assert.Equal(60, await ((IEncodedRawValue)action.Args.Last()!).ToValueAsync<int>());
        Assert.NotEmpty(description.Info.NextActionTimes);

        await handle.UpdateAsync(input => new ScheduleUpdate(input.Description.Schedule with
        {
            State = input.Description.Schedule.State with { Note = "changed" },
        }));
        var changed = await handle.DescribeAsync();
        Assert.Equal("changed", changed.Schedule.State.Note);
        Assert.Equal(description.RawDescription.Schedule.Action, changed.RawDescription.Schedule.Action);
        await handle.UpdateAsync(_ => (ScheduleUpdate?)null);
        await handle.UnpauseAsync();
        Assert.Equal("Unpaused via .NET SDK", (await handle.DescribeAsync()).Schedule.State.Note);
        await handle.PauseAsync("lunch");
        Assert.Equal((true, "lunch"), await StateAsync(handle));
        await handle.DeleteAsync();
        Assert.Equal(RpcException.StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => handle.DescribeAsync())).Code);
    }

    [ServiceFact]
    public async Task TriggerAsync_AnySchedule_StartsTheWorkflow()
    {
        var handle = await service.Client.CreateScheduleAsync(id, NewSchedule(), new() { TriggerImmediately = true });
        var worker = new RawWorker(service.Client, taskQueue);
        var task = await worker.PollWorkflowAsync();
        Assert.StartsWith($"{id}-run-", task.WorkflowExecution.WorkflowId, StringComparison.Ordinal);
        await worker.RespondAsync(task, RawWorker.Complete(null));
        await handle.TriggerAsync(new() { Overlap = ScheduleOverlapPolicy.AllowAll });
        await worker.AnswerAsync(RawWorker.Complete(null));
        await handle.BackfillAsync([new(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2020, 1, 2, 0, 30, 0, DateTimeKind.Utc), ScheduleOverlapPolicy.AllowAll)]);
        await worker.AnswerAsync(RawWorker.Complete(null));
        await handle.DeleteAsync();
    }

    [ServiceFact]
    public async Task CreateScheduleAsync_IdTaken_Throws()
    {
        await service.Client.CreateScheduleAsync(id, NewSchedule());
        await Assert.ThrowsAsync<ScheduleAlreadyRunningException>(() => service.Client.CreateScheduleAsync(id, NewSchedule()));
    }

    [ServiceFact]
    public async Task ListSchedulesAsync_NewSchedule_IsFound()
    {
        await service.Client.CreateScheduleAsync(id, NewSchedule());
        ScheduleListDescription? found = null;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (found?.Schedule == null)
        {
            // Visibility follows with a delay.
            limit.Token.ThrowIfCancellationRequested();
            await foreach (var schedule in service.Client.ListSchedulesAsync())
                found = schedule.Id == id ? schedule : found;
        }

        Assert.Equal(new ScheduleListActionStartWorkflow("Film"), found.Schedule.Action);
        Assert.False(found.Schedule.State.Paused);
    }

    [Fact]
    public async Task CreateScheduleAsync_WhatAScheduleCannotHave_Throws()
    {
        var client = TemporalClient.CreateLazy(new("127.0.0.1:1"));
        WorkflowOptions[] refused =
        [
            new("a", "b") { IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate },
            new("a", "b") { IdConflictPolicy = WorkflowIdConflictPolicy.Fail },
            new("a", "b") { CronSchedule = "* * * * *" },
            new("a", "b") { StartDelay = TimeSpan.FromSeconds(1) },
            new("a", "b") { StartSignal = "s" },
            new("a", "b") { Rpc = new() },
            new() { TaskQueue = "b" },
            new() { Id = "a" },
        ];
        foreach (var options in refused)
        {
            await Assert.ThrowsAsync<ArgumentException>(() =>
                client.CreateScheduleAsync(id, new(ScheduleActionStartWorkflow.Create("Film", [], options), new())));
        }

        await Assert.ThrowsAsync<ArgumentException>(() =>
            client.CreateScheduleAsync(id, NewSchedule() with { State = new() { LimitedActions = true } }));
    }

    private static async Task<(bool Paused, string? Note)> StateAsync(ScheduleHandle handle)
    {
        var state = (await handle.DescribeAsync()).Schedule.State;
        return (state.Paused, state.Note);
    }

    private Schedule NewSchedule() => new(
        ScheduleActionStartWorkflow.Create("Film", [], new($"{id}-run", taskQueue)), new() { Intervals = [new(TimeSpan.FromDays(1))] });
}
