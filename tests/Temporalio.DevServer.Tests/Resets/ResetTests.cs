using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Resets;

/// <summary>What a reset leaves behind has to outlive the process, and to be a run like any other.</summary>
public sealed class ResetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Reset_ThenRestart_ActivityAndTimerGoOn()
    {
        var reset = "";
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            await actor.CompleteAsync(await actor.PollAsync("q"), Make.Activity("a", "q"), Make.Timer("t", 3600));
            await actor.SignalAsync("w", "go");
            await actor.CompleteAsync(await actor.PollAsync("q"));
            clock.Advance(TimeSpan.FromMinutes(30));
            reset = await ResetAsync(actor, 10);
        });
        await WithServiceAsync(async actor =>
        {
            var activity = await actor.PollActivityAsync("q");
            Assert.Equal((reset, "a"), (activity.WorkflowExecution.RunId, activity.ActivityId));
            await actor.CompleteAsync(await actor.PollAsync("q"));
            clock.Advance(TimeSpan.FromMinutes(30));
            var task = await actor.PollAsync("q");
            Assert.Equal(EventType.TimerFired, task.History.Events[^3].EventType);
            Assert.Equal(WorkflowExecutionStatus.Terminated, (await actor.DescribeAsync("w", task.History.Events[0].WorkflowExecutionStartedEventAttributes.FirstExecutionRunId)).WorkflowExecutionInfo.Status);
        });
    }

    [Fact]
    public async Task Reset_OfAReset_IsPossible()
    {
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            await actor.CompleteAsync(await actor.PollAsync("q"));
            await actor.SignalAsync("w", "go", "1");
            await ResetAsync(actor, 4);
            var again = await ResetAsync(actor, 4);
            var history = await actor.HistoryAsync("w", again);
            Assert.Equal(
                [
                    EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted, EventType.WorkflowTaskFailed,
                    EventType.WorkflowExecutionSignaled, EventType.WorkflowTaskScheduled,
                ],
                history.Events.Select(e => e.EventType));
            Assert.Equal("1", history.Events[4].WorkflowExecutionSignaledEventAttributes.Input.Payloads_[0].Data.ToStringUtf8());
        });
    }

    [Fact]
    public async Task Reset_BufferedSignal_IsReapplied()
    {
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            await actor.PollAsync("q");
            await actor.SignalAsync("w", "go");
            var reset = await ResetAsync(actor, 3);
            Assert.Equal(EventType.WorkflowExecutionSignaled, (await actor.HistoryAsync("w", reset)).Events[4].EventType);
        });
    }

    [Fact]
    public async Task Reset_Refused_LeavesTheRunAsItWas()
    {
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            var task = await actor.PollAsync("q");
            await Assert.ThrowsAsync<RpcFailure>(() => ResetAsync(actor, 2));
            await actor.CompleteAsync(task, Make.Complete());
            Assert.Equal(EventType.WorkflowExecutionCompleted, (await actor.CloseAsync("w")).EventType);
        });
    }

    [Fact]
    public async Task Reset_WithAnUpdateInItsHistory_AcceptsItAfterRestart()
    {
        await WithServiceAsync(async actor =>
        {
            await actor.StartAsync("w", "q");
            await actor.CompleteAsync(await actor.PollAsync("q"));
            var update = actor.UpdateAsync("w", "u1");
            var task = await actor.PollAsync("q");
            var (accept, acceptance) = Make.Accept(Assert.Single(task.Messages));
            var (respond, response) = Make.Respond("u1", new() { UpdateId = "u1" }, "7");
            await actor.CompleteAsync(task, r =>
            {
                r.Commands.Add([accept, respond]);
                r.Messages.Add([acceptance, response]);
            });
            await update;
            await ResetAsync(actor, 4);
        });
        await WithServiceAsync(async actor =>
        {
            var task = await actor.PollAsync("q");
            Assert.Empty(task.Messages);
            var request = task.History.Events[4].WorkflowExecutionUpdateAdmittedEventAttributes.Request;
            var (accept, acceptance) = Make.Accept(new()
            {
                Id = "u1/request",
                ProtocolInstanceId = "u1",
                Body = Google.Protobuf.WellKnownTypes.Any.Pack(request),
            });
            var (respond, response) = Make.Respond("u1", request.Meta, "8");
            await actor.CompleteAsync(task, r =>
            {
                r.Commands.Add([accept, respond]);
                r.Messages.Add([acceptance, response]);
            });
            Assert.Equal("8", (await actor.UpdateAsync("w", "u1")).Outcome.Success.Payloads_[0].Data.ToStringUtf8());
        });
    }

    private static async Task<string> ResetAsync(Actor actor, long finishId) => (await actor.Client.CallAsync<ResetWorkflowExecutionResponse>(
        new ResetWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = new() { WorkflowId = "w" },
            Reason = "reset",
            WorkflowTaskFinishEventId = finishId,
            RequestId = Guid.NewGuid().ToString(),
        })).RunId;

    private async Task WithServiceAsync(Func<Actor, Task> use)
    {
        await using var service = await DevService.StartAsync(new DevServiceOptions { DatabaseFile = folder.File("service.db"), TimeProvider = clock });
        using var client = new RpcClient(service.Address);
        await use(new Actor(client));
    }
}
