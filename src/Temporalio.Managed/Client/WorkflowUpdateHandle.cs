using Temporalio.Api.Update.V1;
using Temporalio.Client.Calls;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An update that was sent.</summary>
/// <param name="Client">Client to use.</param>
/// <param name="Id">Update id.</param>
/// <param name="WorkflowId">Workflow id.</param>
/// <param name="WorkflowRunId">Run, or null for the latest.</param>
public record WorkflowUpdateHandle(ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
{
    internal Outcome? KnownOutcome { get; set; }

    /// <summary>Waits for the update.</summary>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <returns>A task that ends when the update has completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update failed or was rejected.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait ended first.</exception>
    public Task GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(rpcOptions);

    /// <summary>Waits for the result of the update.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update failed or was rejected.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait ended first.</exception>
    public virtual async Task<TResult> GetResultAsync<TResult>(RpcOptions? rpcOptions = null)
    {
        KnownOutcome ??= await UpdateCalls.PollOutcomeAsync(Client, this, rpcOptions);
        var converter = Client.Options.DataConverter.WithSerializationContext(
            new ISerializationContext.Workflow(Client.Options.Namespace, WorkflowId));
        if (KnownOutcome.ValueCase == Outcome.ValueOneofCase.Failure)
            throw new WorkflowUpdateFailedException(await converter.ToExceptionAsync(KnownOutcome.Failure));
        return await Results.ReadAsync<TResult>(converter, KnownOutcome.Success);
    }
}
