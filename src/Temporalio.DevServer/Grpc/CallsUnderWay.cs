namespace Temporalio.DevServer.Grpc;

/// <summary>Counts the calls that are being answered, for a stop that waits for the last of them.</summary>
internal sealed class CallsUnderWay
{
    private int count;
    private volatile TaskCompletionSource? none;

    public void Begin() => Interlocked.Increment(ref count);

    public void End()
    {
        if (Interlocked.Decrement(ref count) == 0) none?.TrySetResult();
    }

    /// <summary>Ends when no call is being answered.</summary>
    public Task EndedAsync()
    {
        var ended = none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Volatile.Read(ref count) == 0) ended.TrySetResult();
        return ended.Task;
    }
}
