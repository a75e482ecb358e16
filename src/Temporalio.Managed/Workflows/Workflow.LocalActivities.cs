using System.Linq.Expressions;
using Temporalio.Activities;

namespace Temporalio.Workflows;

/// <content>Local activities: run inside the worker of the workflow.</content>
public static partial class Workflow
{
    /// <summary>Runs a static activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        Expression<Func<TResult>> activityCall, LocalActivityOptions options) =>
        ScheduleLocal<TResult>(activityCall, options);

    /// <summary>Runs a static activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteLocalActivityAsync(
        Expression<Action> activityCall, LocalActivityOptions options) =>
        ScheduleLocal<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, LocalActivityOptions options) =>
        ScheduleLocal<TResult>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, LocalActivityOptions options) =>
        ScheduleLocal<ValueTuple>(activityCall, options);

    /// <summary>Runs a static activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        Expression<Func<Task<TResult>>> activityCall, LocalActivityOptions options) =>
        ScheduleLocal<TResult>(activityCall, options);

    /// <summary>Runs a static activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteLocalActivityAsync(
        Expression<Func<Task>> activityCall, LocalActivityOptions options) =>
        ScheduleLocal<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, LocalActivityOptions options) =>
        ScheduleLocal<TResult>(activityCall, options);

    /// <summary>Runs an activity.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteLocalActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, LocalActivityOptions options) =>
        ScheduleLocal<ValueTuple>(activityCall, options);

    /// <summary>Runs an activity by name.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task ExecuteLocalActivityAsync(string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        ExecuteLocalActivityAsync<ValueTuple>(activity, args, options);

    /// <summary>Runs an activity by name.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity failed, timed out or was cancelled.</exception>
    public static Task<TResult> ExecuteLocalActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        Run.Outbound.ScheduleLocalActivityAsync<TResult>(new(activity, args, options, null));

    private static Task<TResult> ScheduleLocal<TResult>(LambdaExpression activityCall, LocalActivityOptions options)
    {
        var call = LambdaCall.FromMethodOf(activityCall);
        return ExecuteLocalActivityAsync<TResult>(ActivityDefinition.NameFromMethodForCall(call.Method), call.Args, options);
    }
}
