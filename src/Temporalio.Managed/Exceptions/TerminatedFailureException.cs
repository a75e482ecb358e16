using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A workflow was terminated.</summary>
public class TerminatedFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="TerminatedFailureException"/> class from a received failure.</summary>
    /// <param name="failure">Failure that was received.</param>
    /// <param name="inner">Cause.</param>
    /// <param name="details">Values given with the termination.</param>
    protected internal TerminatedFailureException(Failure failure, Exception? inner, InboundFailureDetails? details)
        : base(failure, inner)
    {
        if (failure.TerminatedFailureInfo == null)
            throw new ArgumentException("No terminated failure info", nameof(failure));
        Details = details;
    }

    /// <summary>Gets the failure that was received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the values given with the termination.</summary>
    public IFailureDetails? Details { get; protected init; }
}
