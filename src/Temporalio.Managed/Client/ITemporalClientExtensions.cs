using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>Starting and waiting in one.</summary>
[SuppressMessage("Naming", "CA1715:Identifiers should have correct prefix", Justification = "The official name.")]
public static class ITemporalClientExtensions
{
    /// <summary>Starts a workflow and waits for its result.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="client">Client.</param>
    /// <param name="workflowRunCall">Call of the run method.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The result.</returns>
    public static async Task<TResult> ExecuteWorkflowAsync<TWorkflow, TResult>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options);
        return await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    /// <summary>Starts a workflow and waits for it.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="client">Client.</param>
    /// <param name="workflowRunCall">Call of the run method.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>A task that ends when the workflow has completed.</returns>
    public static async Task ExecuteWorkflowAsync<TWorkflow>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options);
        await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    /// <summary>Starts a workflow by name and waits for it.</summary>
    /// <param name="client">Client.</param>
    /// <param name="workflow">Workflow type.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>A task that ends when the workflow has completed.</returns>
    public static async Task ExecuteWorkflowAsync(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options);
        await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    /// <summary>Starts a workflow by name and waits for its result.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="client">Client.</param>
    /// <param name="workflow">Workflow type.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options; id and task queue are required.</param>
    /// <returns>The result.</returns>
    public static async Task<TResult> ExecuteWorkflowAsync<TResult>(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options);
        return await handle.GetResultAsync<TResult>(rpcOptions: options.Rpc);
    }

    /// <summary>Makes an update, starting its workflow if it is not running, and waits for it.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="client">Client.</param>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the update has completed.</returns>
    public static async Task ExecuteUpdateWithStartWorkflowAsync<TWorkflow>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task>> updateCall, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync(updateCall, ToCompleted(options));
        await handle.GetResultAsync(options.Rpc);
    }

    /// <summary>Makes an update, starting its workflow if it is not running, and waits for its result.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="client">Client.</param>
    /// <param name="updateCall">Call of the update method.</param>
    /// <param name="options">Options.</param>
    /// <returns>The result.</returns>
    public static async Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync(updateCall, ToCompleted(options));
        return await handle.GetResultAsync(options.Rpc);
    }

    /// <summary>Makes an update by name, starting its workflow if it is not running, and waits for it.</summary>
    /// <param name="client">Client.</param>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that ends when the update has completed.</returns>
    public static async Task ExecuteUpdateWithStartWorkflowAsync(
        this ITemporalClient client, string update, IReadOnlyCollection<object?> args, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync(update, args, ToCompleted(options));
        await handle.GetResultAsync(options.Rpc);
    }

    /// <summary>Makes an update by name, starting its workflow if it is not running, and waits for its result.</summary>
    /// <typeparam name="TUpdateResult">Type of the result.</typeparam>
    /// <param name="client">Client.</param>
    /// <param name="update">Name of the update.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The result.</returns>
    public static async Task<TUpdateResult> ExecuteUpdateWithStartWorkflowAsync<TUpdateResult>(
        this ITemporalClient client, string update, IReadOnlyCollection<object?> args, WorkflowUpdateWithStartOptions options)
    {
        var handle = await client.StartUpdateWithStartWorkflowAsync<TUpdateResult>(update, args, ToCompleted(options));
        return await handle.GetResultAsync(options.Rpc);
    }

    /// <summary>Lists workflows and reads the history of each.</summary>
    /// <param name="client">Client.</param>
    /// <param name="query">List filter; empty for all.</param>
    /// <param name="listOptions">Options of the list.</param>
    /// <param name="historyFetchOptions">Options of reading the histories.</param>
    /// <returns>The histories; calls happen as the enumeration needs them.</returns>
    public static async IAsyncEnumerable<WorkflowHistory> ListWorkflowHistoriesAsync(
        this ITemporalClient client,
        string query,
        WorkflowListOptions? listOptions = null,
        WorkflowHistoryEventFetchOptions? historyFetchOptions = null)
    {
        await foreach (var workflow in client.ListWorkflowsAsync(query, listOptions))
            yield return await client.GetWorkflowHandle(workflow.Id, workflow.RunId).FetchHistoryAsync(historyFetchOptions);
    }

    private static WorkflowStartUpdateWithStartOptions ToCompleted(WorkflowUpdateWithStartOptions options) =>
        new(options, WorkflowUpdateStage.Completed);
}
