using System.Linq.Expressions;
using Temporalio.Activities;

namespace Temporalio.Workflows;

/// <content>Activities.</content>
public static partial class Workflow
{
    /// <summary>Runs a static activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        Expression<Func<TResult>> activityCall, ActivityOptions options) =>
        Schedule<TResult>(activityCall, options);

    /// <summary>Runs a static activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteActivityAsync(
        Expression<Action> activityCall, ActivityOptions options) =>
        Schedule<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, ActivityOptions options) =>
        Schedule<TResult>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, ActivityOptions options) =>
        Schedule<ValueTuple>(activityCall, options);

    /// <summary>Runs a static activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, ActivityOptions options) =>
        Schedule<TResult>(activityCall, options);

    /// <summary>Runs a static activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteActivityAsync(
        Expression<Func<Task>> activityCall, ActivityOptions options) =>
        Schedule<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, ActivityOptions options) =>
        Schedule<TResult>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, ActivityOptions options) =>
        Schedule<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity by name.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteActivityAsync(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(activity, args, options);

    /// <summary>Runs an activity by name.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Run.Outbound.ScheduleActivityAsync<TResult>(new(activity, args, options, null));

    private static Task<TResult> Schedule<TResult>(LambdaExpression activityCall, ActivityOptions options)
    {
        var call = LambdaCall.FromMethodOf(activityCall);
        return ExecuteActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(call.Method), call.Args, options);
    }
}
