using System.Linq.Expressions;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>A workflow of known type, whether or not it exists.</summary>
/// <typeparam name="TWorkflow">Workflow type.</typeparam>
/// <param name="Client">Client to use.</param>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run that calls go to, or null for the latest.</param>
/// <param name="ResultRunId">Run whose result is awaited, or null for the latest.</param>
/// <param name="FirstExecutionRunId">First run of the chain that may be cancelled or terminated, or null for any.</param>
public record WorkflowHandle<TWorkflow>(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null) : WorkflowHandle(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    /// <summary>Sends a signal.</summary>
    /// <param name="signalCall">Call of the signal method.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the service has the signal.</returns>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);

    /// <summary>Asks a query.</summary>
    /// <typeparam name="TQueryResult">Type of the answer.</typeparam>
    /// <param name="queryCall">Call of the query method, or reading of the query property.</param>
    /// <param name="options">Options.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="WorkflowQueryFailedException">The query failed.</exception>
    /// <exception cref="WorkflowQueryRejectedException">The query was rejected.</exception>
    public Task<TQueryResult> QueryAsync<TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null) =>
        QueryAsync<TWorkflow, TQueryResult>(queryCall, options);

    /// <summary>Starts an update.</summary>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    public Task<WorkflowUpdateHandle> StartUpdateAsync(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options) =>
        StartUpdateAsync<TWorkflow>(updateCall, options);

    /// <summary>Starts an update.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options) =>
        StartUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);

    /// <summary>Makes an update and waits for it.</summary>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the update has completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update failed or was rejected.</exception>
    public Task ExecuteUpdateAsync(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow>(updateCall, options);

    /// <summary>Makes an update and waits for its result.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update failed or was rejected.</exception>
    public Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<TWorkflow, TUpdateResult>(updateCall, options);
}
