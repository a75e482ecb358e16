using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>Another workflow that this one may signal or cancel.</summary>
public abstract class ExternalWorkflowHandle
{
    public abstract string Id { get; }

    /// <summary>The run to address; null means whichever is current.</summary>
    public abstract string? RunId { get; }

    /// <summary>Signals the workflow through a call on its signal method.</summary>
    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null)
    {
        var call = LambdaCall.FromMethodOf(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameFromMethodForCall(call.Method), call.Args, options);
    }

    /// <summary>Signals the workflow by name.</summary>
    /// <exception cref="Exceptions.ApplicationFailureException">The workflow was not found.</exception>
    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null);

    /// <summary>Asks the workflow to cancel.</summary>
    /// <exception cref="Exceptions.ApplicationFailureException">The workflow was not found.</exception>
    public abstract Task CancelAsync();
}

/// <summary>Another workflow of a known type.</summary>
public abstract class ExternalWorkflowHandle<TWorkflow> : ExternalWorkflowHandle
{
    /// <summary>Signals the workflow through a call on its signal method.</summary>
    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}
