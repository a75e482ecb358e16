using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A workflow or an activity ran out of time.</summary>
public class TimeoutFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="TimeoutFailureException"/> class from a received failure.</summary>
    /// <param name="failure">Failure that was received.</param>
    /// <param name="inner">Cause.</param>
    /// <param name="converter">Converter of the details.</param>
    protected internal TimeoutFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.TimeoutFailureInfo ?? throw new ArgumentException("No timeout failure info", nameof(failure));
        LastHeartbeatDetails = new(converter, info.LastHeartbeatDetails?.Payloads_);
    }

    /// <summary>Gets the failure that was received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets which of the timeouts passed.</summary>
    public TimeoutType TimeoutType => Failure.TimeoutFailureInfo.TimeoutType;

    /// <summary>Gets the details of the activity's last heartbeat.</summary>
    public InboundFailureDetails LastHeartbeatDetails { get; protected init; }
}
