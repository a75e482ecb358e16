using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Conformance.Scenes;

/// <content>What a client asks.</content>
public sealed partial class Scene
{
    /// <summary>The workflow id with the run of the last start, or another one.</summary>
    public WorkflowExecution Execution(string? runId = null) => new() { WorkflowId = Id, RunId = runId ?? RunId };

    public StartWorkflowExecutionRequest StartRequest()
        => new()
        {
            Namespace = Namespace,
            WorkflowId = Id,
            WorkflowType = new() { Name = WorkflowType },
            TaskQueue = new() { Name = Queue },
            Identity = ClientIdentity,
            RequestId = Guid.NewGuid().ToString(),
        };

    public async Task<StartWorkflowExecutionResponse> Start(Action<StartWorkflowExecutionRequest>? change = null)
    {
        var request = StartRequest();
        change?.Invoke(request);
        var response = await Call<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>("StartWorkflowExecution", request);
        RunId = response.RunId;
        return response;
    }

    public Task<SignalWorkflowExecutionResponse> Signal(
        string name, string? json = null, string? runId = "", Action<SignalWorkflowExecutionRequest>? change = null)
    {
        var request = new SignalWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(runId),
            SignalName = name,
            Input = json is null ? null : Json.Of(json),
            Identity = ClientIdentity,
            RequestId = Guid.NewGuid().ToString(),
        };
        change?.Invoke(request);
        return Call<SignalWorkflowExecutionRequest, SignalWorkflowExecutionResponse>("SignalWorkflowExecution", request);
    }

    public async Task<SignalWithStartWorkflowExecutionResponse> SignalWithStart(string name, string json)
    {
        var request = new SignalWithStartWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowId = Id,
            WorkflowType = new() { Name = WorkflowType },
            TaskQueue = new() { Name = Queue },
            Identity = ClientIdentity,
            RequestId = Guid.NewGuid().ToString(),
            SignalName = name,
            SignalInput = Json.Of(json),
        };
        var response = await Call<SignalWithStartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionResponse>(
            "SignalWithStartWorkflowExecution", request);
        RunId = response.RunId;
        return response;
    }

    public Task<RequestCancelWorkflowExecutionResponse> RequestCancel(string reason = "", string firstRunId = "")
        => Call<RequestCancelWorkflowExecutionRequest, RequestCancelWorkflowExecutionResponse>(
            "RequestCancelWorkflowExecution",
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = Execution(firstRunId.Length > 0 ? "" : null),
                FirstExecutionRunId = firstRunId,
                Identity = ClientIdentity,
                RequestId = Guid.NewGuid().ToString(),
                Reason = reason,
            });

    public Task<TerminateWorkflowExecutionResponse> Terminate(
        string reason = "operator", Payloads? details = null, string identity = ClientIdentity)
        => Call<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution",
            new() { Namespace = Namespace, WorkflowExecution = Execution(), Identity = identity, Reason = reason, Details = details });

    public Task<DeleteWorkflowExecutionResponse> Delete()
        => Call<DeleteWorkflowExecutionRequest, DeleteWorkflowExecutionResponse>(
            "DeleteWorkflowExecution", new() { Namespace = Namespace, WorkflowExecution = Execution() });

    /// <summary>Resets the last started run to a workflow task; returns the new run id.</summary>
    public async Task<string> Reset(long finishEventId, Action<ResetWorkflowExecutionRequest>? change = null)
    {
        var request = new ResetWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(),
            Reason = "reset",
            WorkflowTaskFinishEventId = finishEventId,
            RequestId = Guid.NewGuid().ToString(),
            Identity = ClientIdentity,
        };
        change?.Invoke(request);
        return (await Call<ResetWorkflowExecutionRequest, ResetWorkflowExecutionResponse>("ResetWorkflowExecution", request)).RunId;
    }

    public Task<DescribeWorkflowExecutionResponse> Describe(string? runId = null)
        => Call<DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new() { Namespace = Namespace, Execution = Execution(runId) });

    public Task<QueryWorkflowResponse> Query(
        string type = "state", string? runId = null, QueryRejectCondition reject = QueryRejectCondition.None, double seconds = 60)
        => Call<QueryWorkflowRequest, QueryWorkflowResponse>(
            "QueryWorkflow",
            new()
            {
                Namespace = Namespace,
                Execution = Execution(runId),
                Query = new() { QueryType = type, QueryArgs = Json.Of("1") },
                QueryRejectCondition = reject,
            },
            TimeSpan.FromSeconds(seconds));

    /// <summary>Raw history call; the request can be changed.</summary>
    public Task<GetWorkflowExecutionHistoryResponse> HistoryPage(Action<GetWorkflowExecutionHistoryRequest>? change = null, double seconds = 30)
    {
        var request = new GetWorkflowExecutionHistoryRequest { Namespace = Namespace, Execution = Execution() };
        change?.Invoke(request);
        return Call<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory", request, TimeSpan.FromSeconds(seconds));
    }
}
