using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>A workflow of known type and result, whether or not it exists.</summary>
/// <typeparam name="TWorkflow">Workflow type.</typeparam>
/// <typeparam name="TResult">Type of the result.</typeparam>
/// <param name="Client">Client to use.</param>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run that calls go to, or null for the latest.</param>
/// <param name="ResultRunId">Run whose result is awaited, or null for the latest.</param>
/// <param name="FirstExecutionRunId">First run of the chain that may be cancelled or terminated, or null for any.</param>
public record WorkflowHandle<TWorkflow, TResult>(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null) : WorkflowHandle<TWorkflow>(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    /// <summary>Waits for the result of the workflow.</summary>
    /// <param name="followRuns">Whether to go on with the next run when the workflow continues as new, is retried or runs by cron.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowFailedException">The workflow failed, was cancelled or terminated, or ran out of time.</exception>
    /// <exception cref="WorkflowContinuedAsNewException">The workflow continued as new and was not to be followed.</exception>
    public new Task<TResult> GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        GetResultAsync<TResult>(followRuns, rpcOptions);
}
