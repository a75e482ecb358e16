using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Runs;

/// <summary>What is too large ends a run, and says why.</summary>
public sealed class LimitTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly string id = $"w-{Guid.NewGuid():N}";
    private readonly Actor actor = service.Actor;

    [Fact]
    public async Task Signal_WhileARefusedCloseIsTriedAgain_IsBusy()
    {
        await actor.StartAsync(id, id);
        var task = await actor.PollAsync(id);
        await actor.SignalAsync(id, "in between");
        await Assert.ThrowsAsync<RpcFailure>(() => actor.CompleteAsync(task, Make.Complete()));
        var again = await actor.PollAsync(id);
        var failure = await Assert.ThrowsAsync<RpcFailure>(() => actor.SignalAsync(id, "too late"));
        Assert.Equal((StatusCode.ResourceExhausted, "workflow operation can not be applied because workflow is closing"), (failure.Code, failure.Text));
        Assert.Equal(ResourceExhaustedCause.BusyWorkflow, failure.Detail<Api.ErrorDetails.V1.ResourceExhaustedFailure>().Cause);
        await actor.CompleteAsync(again, Make.Complete());
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await actor.CloseAsync(id)).EventType);
    }

    [Fact]
    public async Task Step_LargerThanATransaction_EndsTheRun()
    {
        await actor.StartAsync(id, id);
        var task = await actor.PollAsync(id);
        // Three signals wait for the task to end; their events and those of the completion are one step.
        for (var i = 0; i < 3; i++) await actor.SignalAsync(id, "large", $"\"{new string('x', 600_000)}\"");
        var failure = await Assert.ThrowsAsync<RpcFailure>(
            () => actor.CompleteAsync(task, Enumerable.Range(0, 3).Select(i => Make.Activity($"{i}", id, a => a.Input = Make.Json($"\"{new string('y', 1_000_000)}\""))).ToArray()));
        Assert.Equal(StatusCode.InvalidArgument, failure.Code);
        Assert.Contains("exceeds limit", failure.Text, StringComparison.Ordinal);
        var close = await actor.CloseAsync(id);
        Assert.Equal("Transaction size exceeds limit.", close.WorkflowExecutionTerminatedEventAttributes.Reason);
    }

    [Fact]
    public async Task State_LargerThanAllowed_EndsTheRun()
    {
        await actor.StartAsync(id, id);
        for (var i = 0; i < 10; i++)
        {
            var task = await actor.PollAsync(id);
            await actor.CompleteAsync(task, Make.Activity($"{i}", id, a => a.Input = Make.Json($"\"{new string('y', 1_000_000)}\"")));
            await actor.SignalAsync(id, "next");
        }

        // Inputs of pending activities are not part of the state; what their last heartbeat said is.
        Assert.Equal(WorkflowExecutionStatus.Running, (await actor.DescribeAsync(id)).WorkflowExecutionInfo.Status);
        for (var i = 0; i < 9; i++) await actor.HeartbeatAsync(await actor.PollActivityAsync(id), $"\"{new string('z', 1_000_000)}\"");
        // The step after the one that went too far notices.
        await actor.SignalAsync(id, "one more");
        var close = await actor.CloseAsync(id);
        Assert.Equal("Workflow mutable state size exceeds limit.", close.WorkflowExecutionTerminatedEventAttributes.Reason);
    }
}
