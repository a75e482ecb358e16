using System.Linq.Expressions;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Client.Schedules;

/// <summary>Starts a workflow.</summary>
/// <param name="Workflow">Workflow type.</param>
/// <param name="Args">Arguments; those of a description are <see cref="IEncodedRawValue"/>.</param>
/// <param name="Options">Options of the start. The time is added to the workflow id. Id policies, cron, delay, start signal and options of the call are not allowed.</param>
/// <param name="Headers">Headers.</param>
public record ScheduleActionStartWorkflow(
    string Workflow,
    IReadOnlyCollection<object?> Args,
    WorkflowOptions Options,
    IReadOnlyDictionary<string, IEncodedRawValue>? Headers = null) : ScheduleAction
{
    /// <summary>Makes an action from a call of the run method.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="workflowRunCall">Call of the run method.</param>
    /// <param name="options">Options of the start.</param>
    /// <returns>The action.</returns>
    public static ScheduleActionStartWorkflow Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var call = LambdaCall.FromMethodOf(workflowRunCall);
        return Create(WorkflowDefinition.NameFromRunMethodForCall(call.Method), call.Args, options);
    }

    /// <summary>Makes an action from a call of the run method.</summary>
    /// <typeparam name="TWorkflow">Workflow type.</typeparam>
    /// <param name="workflowRunCall">Call of the run method.</param>
    /// <param name="options">Options of the start.</param>
    /// <returns>The action.</returns>
    public static ScheduleActionStartWorkflow Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var call = LambdaCall.FromMethodOf(workflowRunCall);
        return Create(WorkflowDefinition.NameFromRunMethodForCall(call.Method), call.Args, options);
    }

    /// <summary>Makes an action by name.</summary>
    /// <param name="workflow">Workflow type.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="options">Options of the start.</param>
    /// <returns>The action.</returns>
    public static ScheduleActionStartWorkflow Create(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        new(workflow, args, options);
}
