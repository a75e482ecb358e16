using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;

namespace Temporalio.Client.Calls;

/// <summary>Starting updates and waiting for them.</summary>
internal sealed class UpdateCalls(TemporalClient client) : ServiceCalls(client)
{
    private readonly UpdateRequests requests = new(client);

    public async Task<WorkflowUpdateHandle<TResult>> StartAsync<TResult>(StartWorkflowUpdateInput input)
    {
        UpdateRequests.RequireStage(input.Options.WaitForStage);
        var request = await requests.UpdateAsync(
            input.Id, input.RunId, input.FirstExecutionRunId, input.Update, input.Args, input.Options.Id, input.Options.WaitForStage, input.Headers);
        UpdateWorkflowExecutionResponse response;
        do
        {
            response = await TranslateAsync(() =>
                Service.UpdateWorkflowExecutionAsync(request, TemporalClient.DefaultRetryOptions(input.Options.Rpc)));
        }
        while (!IsFarEnough(response.Stage, request.WaitPolicy.LifecycleStage));

        return await FinishAsync<TResult>(Client, request, response, input.Options);
    }

    /// <summary>Waits until the update has an outcome.</summary>
    internal static async Task<Outcome> PollOutcomeAsync(ITemporalClient client, WorkflowUpdateHandle handle, RpcOptions? rpcOptions)
    {
        var request = new PollWorkflowExecutionUpdateRequest
        {
            Namespace = client.Options.Namespace,
            UpdateRef = new()
            {
                WorkflowExecution = new() { WorkflowId = handle.WorkflowId, RunId = handle.WorkflowRunId ?? string.Empty },
                UpdateId = handle.Id,
            },
            Identity = client.Connection.Options.Identity ?? string.Empty,
            WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        };
        while (true)
        {
            var response = await TranslateAsync(() =>
                client.WorkflowService.PollWorkflowExecutionUpdateAsync(request, TemporalClient.DefaultRetryOptions(rpcOptions)));
            if (response.Outcome != null)
                return response.Outcome;
        }
    }

    internal static async Task<WorkflowUpdateHandle<TResult>> FinishAsync<TResult>(
        ITemporalClient client, UpdateWorkflowExecutionRequest request, UpdateWorkflowExecutionResponse response, WorkflowUpdateOptions options)
    {
        var runId = response.UpdateRef?.WorkflowExecution?.RunId is { Length: > 0 } run ? run : request.WorkflowExecution.RunId;
        var handle = new WorkflowUpdateHandle<TResult>(
            client, request.Request.Meta.UpdateId, request.WorkflowExecution.WorkflowId, runId.Length == 0 ? null : runId)
        {
            KnownOutcome = response.Outcome,
        };
        if (request.WaitPolicy.LifecycleStage == UpdateWorkflowExecutionLifecycleStage.Completed)
            handle.KnownOutcome ??= await PollOutcomeAsync(client, handle, options.Rpc);
        return handle;
    }

    /// <summary>Whether the service answered because of the stage, and not because its own wait was over.</summary>
    internal static bool IsFarEnough(UpdateWorkflowExecutionLifecycleStage reached, UpdateWorkflowExecutionLifecycleStage wanted) =>
        reached >= UpdateWorkflowExecutionLifecycleStage.Accepted || reached >= wanted;

    internal static async Task<T> TranslateAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (OperationCanceledException e)
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(e);
        }
        catch (RpcException e) when (e.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled)
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(e);
        }
    }
}
