using System.Linq.Expressions;
using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>The start that goes with an update. May be used once.</summary>
public abstract class WithStartWorkflowOperation : ICloneable
{
    private protected WithStartWorkflowOperation(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        Workflow = workflow;
        Args = args;
        Options = options;
    }

    /// <summary>Gets or sets the workflow type.</summary>
    public string Workflow { get; set; }

    /// <summary>Gets or sets the arguments.</summary>
    public IReadOnlyCollection<object?> Args { get; set; }

    /// <summary>Gets or sets the options of the start. The id conflict policy is required.</summary>
    public WorkflowOptions Options { get; set; }

    /// <summary>Gets or sets the headers of the start.</summary>
    public IDictionary<string, Payload>? Headers { get; set; }

    /// <summary>Makes a start from a call of the run method.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="workflowRunCall">Call of the run method.</param>
    /// <param name="options">Options of the start.</param>
    /// <returns>The start.</returns>
    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow, TResult>> Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var call = LambdaCall.FromMethodOf(workflowRunCall);
        return new(WorkflowDefinition.NameFromRunMethodForCall(call.Method), call.Args, options, (c, id, run) => new(c, id, null, run, run));
    }

    /// <summary>Makes a start from a call of the run method.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="workflowRunCall">Call of the run method.</param>
    /// <param name="options">Options of the start.</param>
    /// <returns>The start.</returns>
    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow>> Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var call = LambdaCall.FromMethodOf(workflowRunCall);
        return new(WorkflowDefinition.NameFromRunMethodForCall(call.Method), call.Args, options, (c, id, run) => new(c, id, null, run, run));
    }

    /// <summary>Makes a start by name.</summary>
    /// <param name="workflow">Workflow type.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options of the start.</param>
    /// <returns>The start.</returns>
    public static WithStartWorkflowOperation<WorkflowHandle> Create(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        new(workflow, args, options, (c, id, run) => new(c, id, null, run, run));

    /// <inheritdoc />
    public abstract object Clone();

    internal abstract bool TryMarkUsed();

    internal abstract void SetResult(ITemporalClient client, string runId);

    internal abstract void SetException(Exception exception);
}
