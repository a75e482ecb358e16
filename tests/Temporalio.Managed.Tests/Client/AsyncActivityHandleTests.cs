using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;

namespace Temporalio.Tests.Client;

[Collection(ServiceCollection.Name)]
public class AsyncActivityHandleTests(TemporalService service)
{
    private readonly string id = $"workflow-{Guid.NewGuid()}";
    private readonly string taskQueue = $"queue-{Guid.NewGuid()}";

    private RawWorker Worker => new(service.Client, taskQueue);

    [ServiceFact]
    public async Task CompleteAsync_ByToken_ClosesTheActivityWithItsResult()
    {
        var (handle, activity) = await StartActivityAsync();
        await activity.HeartbeatAsync(new() { Details = [0.5] });
        await activity.CompleteAsync("take 1");
        var completed = (await handle.FetchHistoryAsync()).Events.Single(e => e.EventType == EventType.ActivityTaskCompleted);
        Assert.Equal("\"take 1\"", completed.ActivityTaskCompletedEventAttributes.Result.Payloads_[0].Data.ToStringUtf8());
        var late = await Assert.ThrowsAsync<RpcException>(() => activity.CompleteAsync("take 2"));
        Assert.Equal(RpcException.StatusCode.NotFound, late.Code);
    }

    [ServiceFact]
    public async Task FailAsync_ByIds_ClosesTheActivityWithTheFailure()
    {
        var (handle, _) = await StartActivityAsync();
        var activity = service.Client.GetAsyncActivityHandle(id, handle.ResultRunId!, "render-1");
        await activity.HeartbeatAsync();
        await activity.FailAsync(new ApplicationFailureException("dark", "Lighting"), new() { LastHeartbeatDetails = [1] });
        var failed = (await handle.FetchHistoryAsync()).Events.Single(e => e.EventType == EventType.ActivityTaskFailed);
        Assert.Equal("Lighting", failed.ActivityTaskFailedEventAttributes.Failure.ApplicationFailureInfo.Type);
    }

    [ServiceFact]
    public async Task HeartbeatAsync_CancelRequested_ThrowsAndCanBeReported()
    {
        var (handle, activity) = await StartActivityAsync();
        await handle.SignalAsync("stop", []);
        var task = await Worker.PollWorkflowAsync();
        var scheduled = task.History.Events.Single(e => e.EventType == EventType.ActivityTaskScheduled);
        await Worker.RespondAsync(task, new Api.Command.V1.Command
        {
            CommandType = CommandType.RequestCancelActivityTask,
            RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduled.EventId },
        });
        await Assert.ThrowsAsync<AsyncActivityCanceledException>(() => activity.HeartbeatAsync());
        await activity.ReportCancellationAsync(new() { Details = ["half done"] });
        Assert.Contains((await handle.FetchHistoryAsync()).Events, e => e.EventType == EventType.ActivityTaskCanceled);
    }

    private async Task<(WorkflowHandle Handle, AsyncActivityHandle Activity)> StartActivityAsync()
    {
        var handle = await service.Client.StartWorkflowAsync("Film", [], new(id, taskQueue));
        await Worker.AnswerAsync(RawWorker.ScheduleActivity(taskQueue, "render-1"));
        var task = await Worker.PollActivityAsync();
        return (handle, service.Client.GetAsyncActivityHandle(task.TaskToken.ToByteArray()));
    }
}
