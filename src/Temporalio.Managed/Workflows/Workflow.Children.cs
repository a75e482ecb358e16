using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <content>Child workflows.</content>
public static partial class Workflow
{
    /// <summary>Starts a child workflow and waits for its result.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child ended without a result.</exception>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        await (await StartChildWorkflowAsync(workflowRunCall, options)).GetResultAsync();

    /// <inheritdoc cref="ExecuteChildWorkflowAsync{TWorkflow, TResult}"/>
    public static async Task ExecuteChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        await (await StartChildWorkflowAsync(workflowRunCall, options)).GetResultAsync();

    /// <inheritdoc cref="ExecuteChildWorkflowAsync{TWorkflow, TResult}"/>
    public static async Task ExecuteChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await (await StartChildWorkflowAsync(workflow, args, options)).GetResultAsync();

    /// <inheritdoc cref="ExecuteChildWorkflowAsync{TWorkflow, TResult}"/>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await (await StartChildWorkflowAsync(workflow, args, options)).GetResultAsync<TResult>();

    /// <summary>Starts a child workflow. The task completes when the child has started.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    public static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var call = LambdaCall.FromMethodOf(workflowRunCall);
        return StartChildAsync<TWorkflow, TResult>(WorkflowDefinition.NameFromRunMethodForCall(call.Method), call.Args, options);
    }

    /// <inheritdoc cref="StartChildWorkflowAsync{TWorkflow, TResult}"/>
    public static async Task<ChildWorkflowHandle<TWorkflow>> StartChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var call = LambdaCall.FromMethodOf(workflowRunCall);
        return await StartChildAsync<TWorkflow, ValueTuple>(
            WorkflowDefinition.NameFromRunMethodForCall(call.Method), call.Args, options);
    }

    /// <inheritdoc cref="StartChildWorkflowAsync{TWorkflow, TResult}"/>
    public static async Task<ChildWorkflowHandle> StartChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await StartChildAsync<ValueTuple, ValueTuple>(workflow, args, options);

    private static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildAsync<TWorkflow, TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options) =>
        Run.Outbound.StartChildWorkflowAsync<TWorkflow, TResult>(new(workflow, args, options ?? new(), null));
}
