namespace Temporalio.Exceptions;

/// <summary>A call ended because of its deadline or its cancellation token.</summary>
public class RpcTimeoutOrCanceledException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="RpcTimeoutOrCanceledException"/> class.</summary>
    /// <param name="message">Message.</param>
    /// <param name="inner">Cause.</param>
    public RpcTimeoutOrCanceledException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
