using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.DevServer.Tests.Support;

/// <summary>A client and a worker in one, which do exactly what a test tells them.</summary>
internal sealed class Actor(RpcClient client, string ns = "default")
{
    public const string ClientName = "client@example";
    public const string WorkerName = "worker@example";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(55);

    public RpcClient Client { get; } = client;

    public Task<StartWorkflowExecutionResponse> StartAsync(string id, string queue, Action<StartWorkflowExecutionRequest>? change = null)
    {
        var request = StartRequest(id, queue, change);
        return Client.CallAsync<StartWorkflowExecutionResponse>(request);
    }

    public StartWorkflowExecutionRequest StartRequest(string id, string queue, Action<StartWorkflowExecutionRequest>? change = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = ns,
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = "wf" },
            TaskQueue = Make.Queue(queue),
            Identity = ClientName,
            RequestId = Guid.NewGuid().ToString(),
        };
        change?.Invoke(request);
        return request;
    }

    public Task SignalAsync(string id, string name, string? json = null, string requestId = "", string runId = "") => Client.CallAsync<SignalWorkflowExecutionResponse>(new SignalWorkflowExecutionRequest
    {
        Namespace = ns,
        WorkflowExecution = new() { WorkflowId = id, RunId = runId },
        SignalName = name,
        Input = json is null ? null : Make.Json(json),
        Identity = ClientName,
        RequestId = requestId.Length > 0 ? requestId : Guid.NewGuid().ToString(),
    });

    public Task CancelAsync(string id, string reason = "") => Client.CallAsync<RequestCancelWorkflowExecutionResponse>(new RequestCancelWorkflowExecutionRequest
    {
        Namespace = ns,
        WorkflowExecution = new() { WorkflowId = id },
        Reason = reason,
        Identity = ClientName,
    });

    public Task TerminateAsync(string id, string reason = "operator", Payloads? details = null) => Client.CallAsync<TerminateWorkflowExecutionResponse>(new TerminateWorkflowExecutionRequest
    {
        Namespace = ns,
        WorkflowExecution = new() { WorkflowId = id },
        Reason = reason,
        Details = details,
        Identity = ClientName,
    });

    public UpdateWorkflowExecutionRequest UpdateRequest(
        string id, string updateId, UpdateWorkflowExecutionLifecycleStage stage = UpdateWorkflowExecutionLifecycleStage.Completed) => new()
    {
        Namespace = ns,
        WorkflowExecution = new() { WorkflowId = id },
        WaitPolicy = new WaitPolicy { LifecycleStage = stage },
        Request = new Request
        {
            Meta = new Meta { UpdateId = updateId, Identity = ClientName },
            Input = new Input { Name = "u", Args = Make.Json("1") },
        },
    };

    public Task<UpdateWorkflowExecutionResponse> UpdateAsync(
        string id, string updateId, UpdateWorkflowExecutionLifecycleStage stage = UpdateWorkflowExecutionLifecycleStage.Completed, TimeSpan? timeout = null) =>
        Client.CallAsync<UpdateWorkflowExecutionResponse>(UpdateRequest(id, updateId, stage), timeout ?? TimeSpan.FromSeconds(30));

    public async Task<PollWorkflowTaskQueueResponse> PollAsync(string queue, bool sticky = false, TimeSpan? timeout = null)
    {
        var task = await TryPollAsync(queue, sticky, timeout);
        Assert.False(task.TaskToken.IsEmpty, $"no workflow task came on {queue}");
        return task;
    }

    public Task<PollWorkflowTaskQueueResponse> TryPollAsync(string queue, bool sticky = false, TimeSpan? timeout = null, CancellationToken ct = default) =>
        Client.CallAsync<PollWorkflowTaskQueueResponse>(
            new PollWorkflowTaskQueueRequest
            {
                Namespace = ns,
                TaskQueue = new TaskQueue { Name = queue, Kind = sticky ? TaskQueueKind.Sticky : TaskQueueKind.Normal },
                Identity = WorkerName,
            },
            timeout ?? Patience,
            ct: ct);

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, params Command[] commands) =>
        CompleteAsync(task, request => request.Commands.Add(commands));

    public Task<RespondWorkflowTaskCompletedResponse> CompleteAsync(PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest> change)
    {
        var request = new RespondWorkflowTaskCompletedRequest { Namespace = ns, TaskToken = task.TaskToken, Identity = WorkerName };
        change(request);
        return Client.CallAsync<RespondWorkflowTaskCompletedResponse>(request);
    }

    public Task FailTaskAsync(PollWorkflowTaskQueueResponse task) => Client.CallAsync<RespondWorkflowTaskFailedResponse>(new RespondWorkflowTaskFailedRequest
    {
        Namespace = ns,
        TaskToken = task.TaskToken,
        Cause = WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
        Failure = Make.Failure("task failed"),
        Identity = WorkerName,
    });

    public async Task<PollActivityTaskQueueResponse> PollActivityAsync(string queue, TimeSpan? timeout = null)
    {
        var task = await Client.CallAsync<PollActivityTaskQueueResponse>(
            new PollActivityTaskQueueRequest { Namespace = ns, TaskQueue = Make.Queue(queue), Identity = WorkerName }, timeout ?? Patience);
        Assert.False(task.TaskToken.IsEmpty, $"no activity task came on {queue}");
        return task;
    }

    public Task CompleteActivityAsync(PollActivityTaskQueueResponse task, string json = "\"r\"") => Client.CallAsync<RespondActivityTaskCompletedResponse>(
        new RespondActivityTaskCompletedRequest { Namespace = ns, TaskToken = task.TaskToken, Result = Make.Json(json), Identity = WorkerName });

    public Task FailActivityAsync(PollActivityTaskQueueResponse task, Failure failure) => Client.CallAsync<RespondActivityTaskFailedResponse>(
        new RespondActivityTaskFailedRequest { Namespace = ns, TaskToken = task.TaskToken, Failure = failure, Identity = WorkerName });

    public Task CancelActivityAsync(PollActivityTaskQueueResponse task, string json) => Client.CallAsync<RespondActivityTaskCanceledResponse>(
        new RespondActivityTaskCanceledRequest { Namespace = ns, TaskToken = task.TaskToken, Details = Make.Json(json), Identity = WorkerName });

    public async Task<bool> HeartbeatAsync(PollActivityTaskQueueResponse task, string json) => (await Client.CallAsync<RecordActivityTaskHeartbeatResponse>(
        new RecordActivityTaskHeartbeatRequest { Namespace = ns, TaskToken = task.TaskToken, Details = Make.Json(json), Identity = WorkerName })).CancelRequested;

    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(string id, string runId = "") => Client.CallAsync<DescribeWorkflowExecutionResponse>(
        new DescribeWorkflowExecutionRequest { Namespace = ns, Execution = new() { WorkflowId = id, RunId = runId } });

    public async Task<History> HistoryAsync(string id, string runId = "")
    {
        var history = new History();
        var token = ByteString.Empty;
        do
        {
            var page = await Client.CallAsync<GetWorkflowExecutionHistoryResponse>(new GetWorkflowExecutionHistoryRequest
            {
                Namespace = ns,
                Execution = new() { WorkflowId = id, RunId = runId },
                NextPageToken = token,
            });
            history.Events.Add(page.History.Events);
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        return history;
    }

    /// <summary>Waits for the run to close and returns its last event.</summary>
    public async Task<HistoryEvent> CloseAsync(string id, string runId = "")
    {
        while (true)
        {
            var page = await Client.CallAsync<GetWorkflowExecutionHistoryResponse>(
                new GetWorkflowExecutionHistoryRequest
                {
                    Namespace = ns,
                    Execution = new() { WorkflowId = id, RunId = runId },
                    WaitNewEvent = true,
                    HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
                },
                TimeSpan.FromSeconds(30));

            // Answered empty while the run is open.
            if (page.History.Events.Count > 0) return Assert.Single(page.History.Events);
        }
    }
}
