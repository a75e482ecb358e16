using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>A started child workflow.</summary>
public abstract class ChildWorkflowHandle
{
    public abstract string Id { get; }

    /// <summary>Run id of the first run; a later run of the child may have another one.</summary>
    public abstract string FirstExecutionRunId { get; }

    /// <summary>Waits until the child completed.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child ended otherwise.</exception>
    public Task GetResultAsync() => GetResultAsync<ValueTuple>();

    /// <summary>Waits for the result of the child.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child ended without a result.</exception>
    public abstract Task<TResult> GetResultAsync<TResult>();

    /// <summary>Signals the child through a call on its signal method.</summary>
    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null)
    {
        var call = LambdaCall.FromMethodOf(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameFromMethodForCall(call.Method), call.Args, options);
    }

    /// <summary>Signals the child by name.</summary>
    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null);
}

/// <summary>A started child workflow of a known type.</summary>
public abstract class ChildWorkflowHandle<TWorkflow> : ChildWorkflowHandle
{
    /// <summary>Signals the child through a call on its signal method.</summary>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}

/// <summary>A started child workflow of a known type with a result.</summary>
public abstract class ChildWorkflowHandle<TWorkflow, TResult> : ChildWorkflowHandle<TWorkflow>
{
    /// <summary>Waits for the result of the child.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child ended without a result.</exception>
    public new Task<TResult> GetResultAsync() => GetResultAsync<TResult>();
}
