using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client.Calls;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>A workflow, whether or not it exists.</summary>
/// <param name="Client">Client to use.</param>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run that signals, queries, updates, cancel requests and terminations go to, or null for the latest.</param>
/// <param name="ResultRunId">Run whose result is awaited, or null for the latest.</param>
/// <param name="FirstExecutionRunId">First run of the chain that may be cancelled or terminated, or null for any.</param>
public record WorkflowHandle(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
{
    /// <summary>Waits for the workflow.</summary>
    /// <param name="followRuns">Whether to go on with the next run when the workflow continues as new, is retried or runs by cron.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <returns>A task that ends when the workflow has completed.</returns>
    /// <exception cref="WorkflowFailedException">The workflow failed, was cancelled or terminated, or ran out of time.</exception>
    /// <exception cref="WorkflowContinuedAsNewException">The workflow continued as new and was not to be followed.</exception>
    public Task GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(followRuns, rpcOptions);

    /// <summary>Waits for the result of the workflow.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="followRuns">Whether to go on with the next run when the workflow continues as new, is retried or runs by cron.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowFailedException">The workflow failed, was cancelled or terminated, or ran out of time.</exception>
    /// <exception cref="WorkflowContinuedAsNewException">The workflow continued as new and was not to be followed.</exception>
    public virtual Task<TResult> GetResultAsync<TResult>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        Results.OfWorkflowAsync<TResult>(this, followRuns, rpcOptions);

    /// <summary>Sends a signal.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="signalCall">Call of the signal method.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the service has the signal.</returns>
    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null)
    {
        var call = LambdaCall.FromMethodOf(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameFromMethodForCall(call.Method), call.Args, options);
    }

    /// <summary>Sends a signal.</summary>
    /// <param name="signal">Name of the signal.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the service has the signal.</returns>
    public virtual Task SignalAsync(string signal, IReadOnlyCollection<object?> args, WorkflowSignalOptions? options = null) =>
        Client.OutboundInterceptor.SignalWorkflowAsync(new(Id, RunId, signal, args, options, null));

    /// <summary>Asks a query.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TQueryResult">Type of the answer.</typeparam>
    /// <param name="queryCall">Call of the query method, or reading of the query property.</param>
    /// <param name="options">Options.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="WorkflowQueryFailedException">The query failed.</exception>
    /// <exception cref="WorkflowQueryRejectedException">The query was rejected.</exception>
    public Task<TQueryResult> QueryAsync<TWorkflow, TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null)
    {
        if (LambdaCall.PropertyOf(queryCall) is { } property)
            return QueryAsync<TQueryResult>(WorkflowQueryDefinition.NameFromPropertyForCall(property), [], options);
        var call = LambdaCall.FromMethodOf(queryCall);
        return QueryAsync<TQueryResult>(WorkflowQueryDefinition.NameFromMethodForCall(call.Method), call.Args, options);
    }

    /// <summary>Asks a query.</summary>
    /// <typeparam name="TQueryResult">Type of the answer.</typeparam>
    /// <param name="query">Name of the query.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="WorkflowQueryFailedException">The query failed.</exception>
    /// <exception cref="WorkflowQueryRejectedException">The query was rejected.</exception>
    public virtual Task<TQueryResult> QueryAsync<TQueryResult>(
        string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options = null) =>
        Client.OutboundInterceptor.QueryWorkflowAsync<TQueryResult>(new(Id, RunId, query, args, options, null));

    /// <summary>Starts an update.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    public async Task<WorkflowUpdateHandle> StartUpdateAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateStartOptions options)
    {
        var call = LambdaCall.FromMethodOf(updateCall);
        return await StartUpdateAsync<ValueTuple>(WorkflowUpdateDefinition.NameFromMethodForCall(call.Method), call.Args, options);
    }

    /// <summary>Starts an update.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    public Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateStartOptions options)
    {
        var call = LambdaCall.FromMethodOf(updateCall);
        return StartUpdateAsync<TUpdateResult>(WorkflowUpdateDefinition.NameFromMethodForCall(call.Method), call.Args, options);
    }

    /// <summary>Starts an update.</summary>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    public async Task<WorkflowUpdateHandle> StartUpdateAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        await StartUpdateAsync<ValueTuple>(update, args, options);

    /// <summary>Starts an update.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The update.</returns>
    public virtual Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateStartOptions options) =>
        Client.OutboundInterceptor.StartWorkflowUpdateAsync<TUpdateResult>(
            new(Id, RunId, FirstExecutionRunId, update, args, options, null));

    /// <summary>Makes an update and waits for it.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the update has completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update failed or was rejected.</exception>
    public async Task ExecuteUpdateAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, new WorkflowUpdateStartOptions(options, WorkflowUpdateStage.Completed));
        await handle.GetResultAsync(options?.Rpc);
    }

    /// <summary>Makes an update and waits for its result.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update failed or was rejected.</exception>
    public async Task<TUpdateResult> ExecuteUpdateAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync(updateCall, new WorkflowUpdateStartOptions(options, WorkflowUpdateStage.Completed));
        return await handle.GetResultAsync(options?.Rpc);
    }

    /// <summary>Makes an update and waits for it.</summary>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the update has completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update failed or was rejected.</exception>
    public Task ExecuteUpdateAsync(string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null) =>
        ExecuteUpdateAsync<ValueTuple>(update, args, options);

    /// <summary>Makes an update and waits for its result.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update failed or was rejected.</exception>
    public async Task<TUpdateResult> ExecuteUpdateAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowUpdateOptions? options = null)
    {
        var handle = await StartUpdateAsync<TUpdateResult>(
            update, args, new WorkflowUpdateStartOptions(options, WorkflowUpdateStage.Completed));
        return await handle.GetResultAsync(options?.Rpc);
    }

    /// <summary>Makes the handle of an update that was sent before. Calls nothing.</summary>
    /// <param name="id">Update id.</param>
    /// <returns>The update.</returns>
    public WorkflowUpdateHandle GetUpdateHandle(string id) => new(Client, id, Id, RunId);

    /// <summary>Makes the handle of an update that was sent before. Calls nothing.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="id">Update id.</param>
    /// <returns>The update.</returns>
    public WorkflowUpdateHandle<TUpdateResult> GetUpdateHandle<TUpdateResult>(string id) => new(Client, id, Id, RunId);

    /// <summary>Asks the service about the workflow.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The description.</returns>
    public virtual Task<WorkflowExecutionDescription> DescribeAsync(WorkflowDescribeOptions? options = null) =>
        Client.OutboundInterceptor.DescribeWorkflowAsync(new(Id, RunId, options));

    /// <summary>Asks the workflow to stop.</summary>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the service has the request.</returns>
    public virtual Task CancelAsync(WorkflowCancelOptions? options = null) =>
        Client.OutboundInterceptor.CancelWorkflowAsync(new(Id, RunId, FirstExecutionRunId, options));

    /// <summary>Ends the workflow at once, without a chance to clean up.</summary>
    /// <param name="reason">Reason for people to read.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the workflow is closed.</returns>
    public virtual Task TerminateAsync(string? reason = null, WorkflowTerminateOptions? options = null) =>
        Client.OutboundInterceptor.TerminateWorkflowAsync(new(Id, RunId, FirstExecutionRunId, reason, options));

    /// <summary>Reads the history.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The history.</returns>
    public virtual async Task<WorkflowHistory> FetchHistoryAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        var events = new List<HistoryEvent>();
        await foreach (var historyEvent in FetchHistoryEventsAsync(options))
            events.Add(historyEvent);
        return new(Id, events);
    }

    /// <summary>Reads the history event by event.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The events.</returns>
    public virtual async IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        byte[]? token = null;
        do
        {
            var page = await Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                Id,
                RunId,
                null,
                token,
                options?.WaitNewEvent ?? false,
                options?.EventFilterType ?? HistoryEventFilterType.AllEvent,
                options?.SkipArchival ?? false,
                options?.Rpc));
            foreach (var historyEvent in page.Events)
                yield return historyEvent;
            token = page.NextPageToken;
        }
        while (token != null);
    }
}
