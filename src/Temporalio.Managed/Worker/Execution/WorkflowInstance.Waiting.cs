using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Conditions, and what the code waits for.</summary>
internal sealed partial class WorkflowInstance
{
    private readonly LinkedList<Condition> conditions = new();
    private readonly LinkedList<StackTrace> waits = new();

    public async Task<bool> WaitConditionAsync(WaitConditionOptions waiting)
    {
        RequireActing("wait for a condition");
        var token = waiting.CancellationToken ?? CancellationToken;
        token.ThrowIfCancellationRequested();
        var node = conditions.AddLast(new Condition(waiting.ConditionCheck));
        try
        {
            if (waiting.Timeout is not { } timeout || timeout == Timeout.InfiniteTimeSpan)
            {
                using var registration = token.Register(() => node.Value.Met.TrySetCanceled(token));
                await WhileTracedAsync(node.Value.Met.Task);
                return true;
            }
            using var timerCancellation = CancellationTokenSource.CreateLinkedTokenSource(token);
            var timer = Outbound.DelayAsync(new(timeout, timerCancellation.Token, waiting.TimeoutSummary));
            var first = await Task.WhenAny(node.Value.Met.Task, timer);
            if (first == timer)
            {
                // The timer's token is the inner one; callers compare with theirs.
                token.ThrowIfCancellationRequested();
                await timer;
                return false;
            }
            Cancel(timerCancellation);
            await node.Value.Met.Task;
            return true;
        }
        finally
        {
            conditions.Remove(node);
        }
    }

    /// <summary>Remembers, while the task runs, where the code waits for it; for the stack trace query.</summary>
    public Task<T> WhileTracedAsync<T>(Task<T> task) => options.StackTrace == WorkflowStackTrace.None ? task : TraceAsync(task);

    public Task WhileTracedAsync(Task task) => options.StackTrace == WorkflowStackTrace.None ? task : TraceAsync(task);

    /// <summary>In place: an asynchronous cancel would leave the scheduler.</summary>
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private async Task<T> TraceAsync<T>(Task<T> task)
    {
        await TraceAsync((Task)task);
        return await task;
    }

    private async Task TraceAsync(Task task)
    {
        var node = waits.AddLast(new StackTrace(1, options.StackTrace == WorkflowStackTrace.Normal));
        try
        {
            await task;
        }
        finally
        {
            waits.Remove(node);
        }
    }

    private string StackTrace() => options.StackTrace == WorkflowStackTrace.None
        ? throw new InvalidOperationException("Workflow stack traces are not enabled on this worker")
        : string.Join('\n', waits.Select(UserFrames.Of));

    /// <summary>Resolves the conditions that became true.</summary>
    /// <returns>Whether there was one, so that code has to run again.</returns>
    private bool ResolveConditions(bool onlyFirst)
    {
        var found = false;
        if (conditions.Count == 0)
            return false;
        foreach (var condition in conditions.ToArray().Where(c => !c.Met.Task.IsCompleted))
        {
            if (!Check(condition))
                continue;
            found = true;
            if (onlyFirst)
                break;
        }
        return found;
    }

    private bool Check(Condition condition)
    {
        try
        {
            return Look(condition.Holds) && condition.Met.TrySetResult();
        }
        catch (Exception e)
        {
            // The waiter wrote the condition: it gets the exception.
            return condition.Met.TrySetException(e);
        }
    }

    private sealed record Condition(Func<bool> Holds)
    {
        public TaskCompletionSource Met { get; } = new();
    }
}
