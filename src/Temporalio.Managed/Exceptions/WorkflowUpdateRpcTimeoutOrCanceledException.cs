namespace Temporalio.Exceptions;

/// <summary>The wait for an update ended because of its deadline or its cancellation token. The update itself may go on.</summary>
public class WorkflowUpdateRpcTimeoutOrCanceledException : RpcTimeoutOrCanceledException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateRpcTimeoutOrCanceledException"/> class.</summary>
    /// <param name="inner">Cause.</param>
    public WorkflowUpdateRpcTimeoutOrCanceledException(Exception? inner)
        : base("Timeout or cancellation waiting for update", inner)
    {
    }
}
