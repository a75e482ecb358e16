using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Runs;

/// <summary>Histories of updates are those the real service wrote.</summary>
public sealed class GoldenUpdateTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Actor actor = service.Actor;

    [Fact]
    public async Task Update_AcceptedAndCompletedAtOnce_IsTwoEvents()
    {
        await StartAsync("e25");
        var update = actor.UpdateAsync("e25", "u1");
        var task = await actor.PollAsync("e25-queue");
        Assert.Equal([1, 2, 3, 4, 5, 6], task.History.Events.Select(e => (int)e.EventId));
        await AnswerAsync(task, "42");
        Assert.Equal("42", (await update).Outcome.Success.Payloads_[0].Data.ToStringUtf8());
        await EndAsync("E25-update", "e25");
    }

    [Fact]
    public async Task Update_RunsActivity_CompletesLater()
    {
        await StartAsync("e26");
        var update = actor.UpdateAsync("e26", "u1", UpdateWorkflowExecutionLifecycleStage.Accepted);
        var task = await actor.PollAsync("e26-queue");
        var request = Assert.Single(task.Messages);
        var (command, message) = Make.Accept(request);
        await actor.CompleteAsync(task, r =>
        {
            r.Commands.Add(command);
            r.Commands.Add(Make.Activity("1", "e26-queue"));
            r.Messages.Add(message);
        });
        var accepted = await update;
        Assert.Equal(UpdateWorkflowExecutionLifecycleStage.Accepted, accepted.Stage);
        Assert.Null(accepted.Outcome);
        await actor.CompleteActivityAsync(await actor.PollActivityAsync("e26-queue"));
        var (respond, response) = Make.Respond("u1", request.Body.Unpack<Request>().Meta, "\"from activity\"");
        await actor.CompleteAsync(await actor.PollAsync("e26-queue"), r =>
        {
            r.Commands.Add(respond);
            r.Messages.Add(response);
        });
        var polled = await actor.Client.CallAsync<PollWorkflowExecutionUpdateResponse>(
            new PollWorkflowExecutionUpdateRequest
            {
                Namespace = "default",
                UpdateRef = accepted.UpdateRef,
                WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
            },
            TimeSpan.FromSeconds(20));
        Assert.Equal("\"from activity\"", polled.Outcome.Success.Payloads_[0].Data.ToStringUtf8());
        await EndAsync("E26-update-activity", "e26");
    }

    [Fact]
    public async Task Update_Rejected_LeavesNoTrace()
    {
        await StartAsync("e27");
        var update = actor.UpdateAsync("e27", "u1");
        var task = await actor.PollAsync("e27-queue");
        var response = await actor.CompleteAsync(task, r => r.Messages.Add(Make.Reject(Assert.Single(task.Messages), "no")));
        Assert.Equal(3, response.ResetHistoryEventId);
        Assert.Equal("no", (await update).Outcome.Failure.Message);
        await EndAsync("E27-update-rejected", "e27");
    }

    [Fact]
    public async Task UpdateWithStart_NewRun_UpdateTravelsWithFirstTask()
    {
        var call = actor.Client.CallAsync<ExecuteMultiOperationResponse>(
            new ExecuteMultiOperationRequest
            {
                Namespace = "default",
                Operations =
                {
                    new ExecuteMultiOperationRequest.Types.Operation
                    {
                        StartWorkflow = actor.StartRequest("e28", "e28-queue", r => r.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting),
                    },
                    new ExecuteMultiOperationRequest.Types.Operation { UpdateWorkflow = actor.UpdateRequest("e28", "u1") },
                },
            },
            TimeSpan.FromSeconds(20));
        await AnswerAsync(await actor.PollAsync("e28-queue"), "\"ok\"");
        var response = await call;
        Assert.True(response.Responses[0].StartWorkflow.Started);
        Assert.Equal("\"ok\"", response.Responses[1].UpdateWorkflow.Outcome.Success.Payloads_[0].Data.ToStringUtf8());
        await EndAsync("E28-update-with-start", "e28");
    }

    [Fact]
    public async Task Update_NoWorker_TaskTimesOutAndUpdateWaits()
    {
        await StartAsync("e37");
        var impatient = await Assert.ThrowsAsync<RpcFailure>(() => actor.UpdateAsync("e37", "u1", timeout: TimeSpan.FromSeconds(5.5)));
        Assert.Equal(StatusCode.DeadlineExceeded, impatient.Code);
        var again = actor.UpdateAsync("e37", "u1");
        await AnswerAsync(await actor.PollAsync("e37-queue"), "\"late\"");
        await again;
        await EndAsync("E37-update-no-worker", "e37");
    }

    private async Task StartAsync(string id)
    {
        await actor.StartAsync(id, $"{id}-queue");
        await actor.CompleteAsync(await actor.PollAsync($"{id}-queue"));
    }

    private async Task AnswerAsync(PollWorkflowTaskQueueResponse task, string json)
    {
        var request = Assert.Single(task.Messages);
        var (accept, acceptance) = Make.Accept(request);
        var (respond, response) = Make.Respond(request.ProtocolInstanceId, request.Body.Unpack<Request>().Meta, json);
        await actor.CompleteAsync(task, r =>
        {
            r.Commands.Add([accept, respond]);
            r.Messages.Add([acceptance, response]);
        });
    }

    private async Task EndAsync(string golden, string id)
    {
        await actor.SignalAsync(id, "end");
        await actor.CompleteAsync(await actor.PollAsync($"{id}-queue"), Make.Complete());
        Assert.Equal(HistoryJson.Golden(golden), HistoryJson.Of(await actor.HistoryAsync(id)));
    }
}
