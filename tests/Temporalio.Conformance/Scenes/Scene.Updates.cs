using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Scenes;

/// <content>Updates as a client sends them.</content>
public sealed partial class Scene
{
    public UpdateWorkflowExecutionRequest UpdateRequest(
        string id, UpdateWorkflowExecutionLifecycleStage stage = UpdateWorkflowExecutionLifecycleStage.Completed)
        => new()
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(""),
            WaitPolicy = new() { LifecycleStage = stage },
            Request = new()
            {
                Meta = new() { UpdateId = id, Identity = ClientIdentity },
                Input = new() { Name = "u", Args = Json.Of("1") },
            },
        };

    public Task<UpdateWorkflowExecutionResponse> Update(
        string id = "u1",
        UpdateWorkflowExecutionLifecycleStage stage = UpdateWorkflowExecutionLifecycleStage.Completed,
        double seconds = 30)
        => Call<UpdateWorkflowExecutionRequest, UpdateWorkflowExecutionResponse>(
            "UpdateWorkflowExecution", UpdateRequest(id, stage), TimeSpan.FromSeconds(seconds));

    public Task<PollWorkflowExecutionUpdateResponse> PollUpdate(
        string id = "u1",
        UpdateWorkflowExecutionLifecycleStage stage = UpdateWorkflowExecutionLifecycleStage.Completed,
        string? runId = null)
        => Call<PollWorkflowExecutionUpdateRequest, PollWorkflowExecutionUpdateResponse>(
            "PollWorkflowExecutionUpdate",
            new()
            {
                Namespace = Namespace,
                UpdateRef = new() { WorkflowExecution = Execution(runId), UpdateId = id },
                Identity = ClientIdentity,
                WaitPolicy = new() { LifecycleStage = stage },
            });

    /// <summary>Waits until the current run knows of an update, at whatever stage.</summary>
    public Task UntilAdmitted(string id = "u1") => Until(async () =>
    {
        try
        {
            await PollUpdate(id, UpdateWorkflowExecutionLifecycleStage.Unspecified, runId: "");
            return true;
        }
        catch (WireException e) when (e.Code == GrpcCode.NotFound)
        {
            return false;
        }
    });

    /// <summary>Both operations of an update-with-start.</summary>
    public Task<ExecuteMultiOperationResponse> UpdateWithStart(
        string id = "u1", WorkflowIdConflictPolicy conflict = WorkflowIdConflictPolicy.UseExisting)
    {
        var start = StartRequest();
        start.WorkflowIdConflictPolicy = conflict;
        return Call<ExecuteMultiOperationRequest, ExecuteMultiOperationResponse>(
            "ExecuteMultiOperation",
            new()
            {
                Namespace = Namespace,
                Operations = { new[]
                {
                    new ExecuteMultiOperationRequest.Types.Operation { StartWorkflow = start },
                    new ExecuteMultiOperationRequest.Types.Operation { UpdateWorkflow = UpdateRequest(id) },
                } },
            });
    }

    /// <summary>The next task and the only update request it must bring.</summary>
    public async Task<(PollWorkflowTaskQueueResponse Task, Message Request)> PollUpdateTask()
    {
        var task = await PollTask();
        return (task, Assert.Single(task.Messages));
    }

    /// <summary>Polls the next task, accepts its only update and completes it at once.</summary>
    public async Task RunUpdate(string json = "42")
    {
        var (task, request) = await PollUpdateTask();
        await Complete(task, r => r.Accept(request).Finish(request, json));
    }
}
