namespace Temporalio.Client;

/// <summary>The start that goes with an update. May be used once.</summary>
/// <typeparam name="THandle">Type of the handle.</typeparam>
public sealed class WithStartWorkflowOperation<THandle> : WithStartWorkflowOperation
    where THandle : WorkflowHandle
{
    private readonly Func<ITemporalClient, string, string, THandle> makeHandle;
    private readonly TaskCompletionSource<THandle> handle;
    private int used;

    internal WithStartWorkflowOperation(
        string workflow,
        IReadOnlyCollection<object?> args,
        WorkflowOptions options,
        Func<ITemporalClient, string, string, THandle> makeHandle)
        : this(workflow, args, options, makeHandle, new(TaskCreationOptions.RunContinuationsAsynchronously))
    {
    }

    private WithStartWorkflowOperation(
        string workflow,
        IReadOnlyCollection<object?> args,
        WorkflowOptions options,
        Func<ITemporalClient, string, string, THandle> makeHandle,
        TaskCompletionSource<THandle> handle)
        : base(workflow, args, options)
    {
        this.makeHandle = makeHandle;
        this.handle = handle;
    }

    /// <summary>Waits for the start.</summary>
    /// <returns>The handle of the workflow.</returns>
    public Task<THandle> GetHandleAsync() => handle.Task;

    /// <inheritdoc />
    public override object Clone() =>
        new WithStartWorkflowOperation<THandle>(Workflow, Args, (WorkflowOptions)Options.Clone(), makeHandle, handle) { Headers = Headers };

    internal override bool TryMarkUsed() => Interlocked.Exchange(ref used, 1) == 0;

    internal override void SetResult(ITemporalClient client, string runId) => handle.TrySetResult(makeHandle(client, Options.Id!, runId));

    internal override void SetException(Exception exception)
    {
        if (handle.TrySetException(exception))
        {
            // The caller of the update sees the same exception; the handle need not be awaited.
            _ = handle.Task.Exception;
        }
    }
}
