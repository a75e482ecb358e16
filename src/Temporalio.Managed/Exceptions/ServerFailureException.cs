using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A failure that the service itself raised.</summary>
public class ServerFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ServerFailureException"/> class from a received failure.</summary>
    /// <param name="failure">Failure that was received.</param>
    /// <param name="inner">Cause.</param>
    protected internal ServerFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ServerFailureInfo == null)
            throw new ArgumentException("No server failure info", nameof(failure));
    }

    /// <summary>Gets the failure that was received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets a value indicating whether a retry is pointless.</summary>
    public bool NonRetryable => Failure.ServerFailureInfo.NonRetryable;
}
