using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A workflow or an activity was cancelled.</summary>
public class CanceledFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="CanceledFailureException"/> class.</summary>
    /// <param name="message">Message.</param>
    /// <param name="inner">Cause.</param>
    /// <param name="details">Values to attach.</param>
    public CanceledFailureException(string message, Exception? inner = null, IReadOnlyCollection<object?>? details = null)
        : base(message, inner) => Details = new OutboundFailureDetails(details);

    /// <summary>Initializes a new instance of the <see cref="CanceledFailureException"/> class from a received failure.</summary>
    /// <param name="failure">Failure that was received.</param>
    /// <param name="inner">Cause.</param>
    /// <param name="converter">Converter of the details.</param>
    protected internal CanceledFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.CanceledFailureInfo ?? throw new ArgumentException("No cancelled failure info", nameof(failure));
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_);
    }

    /// <summary>Gets the failure that was received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the attached values.</summary>
    public IFailureDetails Details { get; protected init; }
}
