using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An update that was sent.</summary>
/// <typeparam name="TResult">Type of the result.</typeparam>
/// <param name="Client">Client to use.</param>
/// <param name="Id">Update id.</param>
/// <param name="WorkflowId">Workflow id.</param>
/// <param name="WorkflowRunId">Run, or null for the latest.</param>
public record WorkflowUpdateHandle<TResult>(ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
    : WorkflowUpdateHandle(Client, Id, WorkflowId, WorkflowRunId)
{
    /// <summary>Waits for the result of the update.</summary>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update failed or was rejected.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait ended first.</exception>
    public new Task<TResult> GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<TResult>(rpcOptions);
}
