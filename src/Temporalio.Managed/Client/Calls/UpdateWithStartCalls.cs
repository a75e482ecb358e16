using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;

namespace Temporalio.Client.Calls;

/// <summary>Updates that start their workflow if need be, in one call.</summary>
internal sealed class UpdateWithStartCalls(TemporalClient client) : ServiceCalls(client)
{
    private readonly StartRequests starts = new(client);
    private readonly UpdateRequests updates = new(client);

    public async Task<WorkflowUpdateHandle<TResult>> StartAsync<TResult>(StartUpdateWithStartWorkflowInput input)
    {
        UpdateRequests.RequireStage(input.Options.WaitForStage);
        var operation = input.Options.StartWorkflowOperation
            ?? throw new ArgumentException("Start workflow operation required in options");
        if (operation.Options.IdConflictPolicy == WorkflowIdConflictPolicy.Unspecified)
            throw new ArgumentException("Workflow ID conflict policy required in options of the start workflow operation");
        if (operation.Options.StartSignal != null)
            throw new ArgumentException("Start signal is not allowed with update-with-start");
        if (!operation.TryMarkUsed())
            throw new ArgumentException("Start operation already used");
        try
        {
            return await CallAsync<TResult>(input, operation);
        }
        catch (Exception e)
        {
            operation.SetException(e);
            throw;
        }
    }

    private async Task<WorkflowUpdateHandle<TResult>> CallAsync<TResult>(
        StartUpdateWithStartWorkflowInput input, WithStartWorkflowOperation operation)
    {
        var start = await starts.StartAsync(operation.Workflow, operation.Args, operation.Options, operation.Headers);
        var update = await updates.UpdateAsync(
            start.WorkflowId, null, null, input.Update, input.Args, input.Options.Id, input.Options.WaitForStage, input.Headers);
        var request = new ExecuteMultiOperationRequest
        {
            Namespace = Namespace,
            Operations = { new ExecuteMultiOperationRequest.Types.Operation { StartWorkflow = start } },
        };
        request.Operations.Add(new ExecuteMultiOperationRequest.Types.Operation { UpdateWorkflow = update });
        var answer = await RepeatAsync(request, update, input, operation);
        return await UpdateCalls.FinishAsync<TResult>(Client, update, answer, input.Options);
    }

    private async Task<UpdateWorkflowExecutionResponse> RepeatAsync(
        ExecuteMultiOperationRequest request,
        UpdateWorkflowExecutionRequest update,
        StartUpdateWithStartWorkflowInput input,
        WithStartWorkflowOperation operation)
    {
        while (true)
        {
            var response = await ExecuteAsync(request, operation, input.Options.Rpc);
            operation.SetResult(Client, response.Responses[0].StartWorkflow.RunId);
            var answer = response.Responses[1].UpdateWorkflow;
            if (UpdateCalls.IsFarEnough(answer.Stage, update.WaitPolicy.LifecycleStage))
                return answer;
        }
    }

    private async Task<ExecuteMultiOperationResponse> ExecuteAsync(
        ExecuteMultiOperationRequest request, WithStartWorkflowOperation operation, RpcOptions? rpcOptions)
    {
        try
        {
            return await UpdateCalls.TranslateAsync(() =>
                Service.ExecuteMultiOperationAsync(request, TemporalClient.DefaultRetryOptions(rpcOptions)));
        }
        catch (RpcException e) when (CauseOf(e) is { } cause)
        {
            if (StartCalls.AlreadyStarted(cause, operation.Options.Id!, operation.Workflow) is { } started)
                throw started;
            if (cause.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled)
                throw new WorkflowUpdateRpcTimeoutOrCanceledException(cause);
            throw cause;
        }
    }

    /// <summary>The error of the operation that was the cause; null when the service named none.</summary>
    private static RpcException? CauseOf(RpcException error)
    {
        var status = error.GetDetail<MultiOperationExecutionFailure>()?.Statuses.FirstOrDefault(s =>
            s.Code != (int)RpcException.StatusCode.OK && !s.Details.Any(d => d.Is(MultiOperationExecutionAborted.Descriptor)));
        if (status == null)
            return null;
        var raw = new GrpcStatus { Code = status.Code, Message = status.Message, Details = { status.Details } };
        return new((RpcException.StatusCode)status.Code, status.Message, raw.ToByteArray());
    }
}
