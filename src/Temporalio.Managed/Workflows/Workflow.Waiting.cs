namespace Temporalio.Workflows;

/// <content>Timers, conditions and tasks that stay in the workflow.</content>
public static partial class Workflow
{
    /// <summary>Waits for a timer of the service.</summary>
    public static Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new(millisecondsDelay, cancellationToken: cancellationToken));

    /// <summary>Waits for a timer of the service.</summary>
    public static Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new(delay, cancellationToken: cancellationToken));

    /// <summary>Waits for a timer of the service.</summary>
    public static Task DelayWithOptionsAsync(DelayOptions options) =>
        Run.Outbound.DelayAsync(new(options.Delay, options.CancellationToken, options.Summary));

    /// <summary>Starts a function on the scheduler of the workflow; <c>Task.Run</c> would leave it.</summary>
    public static Task RunTaskAsync(Func<Task> function, CancellationToken? cancellationToken = null) =>
        Task.Factory.StartNew(
            function, cancellationToken ?? CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();

    /// <summary>Starts a function on the scheduler of the workflow; <c>Task.Run</c> would leave it.</summary>
    public static Task<TResult> RunTaskAsync<TResult>(Func<Task<TResult>> function, CancellationToken? cancellationToken = null) =>
        Task.Factory.StartNew(
            function, cancellationToken ?? CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();

    /// <summary>Waits until a condition holds. It is checked after each turn of the workflow and must not change anything.</summary>
    public static Task WaitConditionAsync(Func<bool> conditionCheck, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(new(conditionCheck, cancellationToken: cancellationToken));

    /// <summary>Waits until a condition holds, but not longer than a timeout.</summary>
    /// <returns>Whether the condition held before the timeout.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, int timeoutMilliseconds, CancellationToken? cancellationToken = null) =>
        WaitConditionAsync(conditionCheck, TimeSpan.FromMilliseconds(timeoutMilliseconds), cancellationToken);

    /// <summary>Waits until a condition holds, but not longer than a timeout.</summary>
    /// <returns>Whether the condition held before the timeout.</returns>
    public static Task<bool> WaitConditionAsync(
        Func<bool> conditionCheck, TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(new(conditionCheck, timeout, cancellationToken: cancellationToken));

    /// <summary>Waits until a condition holds.</summary>
    /// <returns>Whether the condition held before the timeout.</returns>
    public static Task<bool> WaitConditionWithOptionsAsync(WaitConditionOptions options) => Run.WaitConditionAsync(options);

    /// <summary>As <see cref="Task.WhenAny(Task[])"/>.</summary>
    public static Task<Task> WhenAnyAsync(params Task[] tasks) => Task.WhenAny(tasks);

    /// <summary>As <see cref="Task.WhenAny(IEnumerable{Task})"/>.</summary>
    public static Task<Task> WhenAnyAsync(IEnumerable<Task> tasks) => Task.WhenAny(tasks.ToArray());

    /// <summary>As <see cref="Task.WhenAny{TResult}(Task{TResult}[])"/>, which may leave the scheduler of the workflow.</summary>
    public static async Task<Task<TResult>> WhenAnyAsync<TResult>(params Task<TResult>[] tasks) =>
        (Task<TResult>)await Task.WhenAny((Task[])tasks);

    /// <summary>As <see cref="Task.WhenAny{TResult}(IEnumerable{Task{TResult}})"/>, which may leave the scheduler of the workflow.</summary>
    public static Task<Task<TResult>> WhenAnyAsync<TResult>(IEnumerable<Task<TResult>> tasks) => WhenAnyAsync(tasks.ToArray());

    /// <summary>As <see cref="Task.WhenAll(IEnumerable{Task})"/>.</summary>
    public static Task WhenAllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks);

    /// <summary>As <see cref="Task.WhenAll(Task[])"/>.</summary>
    public static Task WhenAllAsync(params Task[] tasks) => Task.WhenAll(tasks);

    /// <summary>As <see cref="Task.WhenAll{TResult}(IEnumerable{Task{TResult}})"/>.</summary>
    public static Task<TResult[]> WhenAllAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAll(tasks);

    /// <summary>As <see cref="Task.WhenAll{TResult}(Task{TResult}[])"/>.</summary>
    public static Task<TResult[]> WhenAllAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAll(tasks);
}
