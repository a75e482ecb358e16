using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;
using Temporalio.Worker.Execution;

namespace Temporalio.Client.Calls;

/// <summary>Starting workflows, with or without a signal.</summary>
internal sealed class StartCalls(TemporalClient client) : ServiceCalls(client)
{
    private readonly StartRequests requests = new(client);

    public async Task<WorkflowHandle<TWorkflow, TResult>> StartAsync<TWorkflow, TResult>(StartWorkflowInput input)
    {
        if (input.Options.StartSignal == null && input.Options.StartSignalArgs != null)
            throw new ArgumentException("Cannot have start signal args without start signal");
        try
        {
            return input.Options.StartSignal == null
                ? await StartOnlyAsync<TWorkflow, TResult>(input)
                : await SignalWithStartAsync<TWorkflow, TResult>(input);
        }
        catch (RpcException e) when (AlreadyStarted(e, input.Options.Id!, input.Workflow) is { } started)
        {
            throw started;
        }
    }

    /// <summary>The exception for an id that is taken; null when the error is another one.</summary>
    internal static WorkflowAlreadyStartedException? AlreadyStarted(RpcException error, string workflowId, string workflow) =>
        error.Code == RpcException.StatusCode.AlreadyExists && error.GetDetail<WorkflowExecutionAlreadyStartedFailure>() is { } detail
            ? new(error.Message, workflowId, workflow, detail.RunId)
            : null;

    private async Task<WorkflowHandle<TWorkflow, TResult>> StartOnlyAsync<TWorkflow, TResult>(StartWorkflowInput input)
    {
        var request = await requests.StartAsync(input.Workflow, input.Args, input.Options, input.Headers);
        using var seat = input.Options.RequestEagerStart ? TryReserveSeat(request.TaskQueue.Name) : null;
        request.RequestEagerExecution = seat != null;
        request.EagerWorkerDeploymentOptions = seat?.Deployment;
        var response = await Service.StartWorkflowExecutionAsync(request, TemporalClient.DefaultRetryOptions(input.Options.Rpc));
        seat?.Take(response.EagerWorkflowTask);
        return new(Client, request.WorkflowId, null, response.RunId, FirstRun(response.FirstExecutionRunId, response.RunId));
    }

    /// <summary>A slot of a worker of this process for the first task; null when there is none or the service returns no tasks.</summary>
    private EagerSeat? TryReserveSeat(string taskQueue) =>
        Client.Connection is TemporalConnection { SystemInfo.Capabilities.EagerWorkflowStart: true } connection
            ? connection.EagerWorkers.TryReserve(Namespace, taskQueue)
            : null;

    private async Task<WorkflowHandle<TWorkflow, TResult>> SignalWithStartAsync<TWorkflow, TResult>(StartWorkflowInput input)
    {
        var start = await requests.StartAsync(input.Workflow, input.Args, input.Options, input.Headers);
        var request = await requests.SignalWithStartAsync(start, input.Options);
        var response = await Service.SignalWithStartWorkflowExecutionAsync(request, TemporalClient.DefaultRetryOptions(input.Options.Rpc));

        // Whether the signalled run began a chain is not known.
        return new(Client, request.WorkflowId, null, response.RunId);
    }

    /// <summary>An existing workflow that was joined may have continued since its first run; older services do not say.</summary>
    private static string FirstRun(string first, string run) => first.Length == 0 ? run : first;
}
