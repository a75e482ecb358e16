using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>An activity failed; the reason is the inner exception.</summary>
public class ActivityFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ActivityFailureException"/> class from a received failure.</summary>
    /// <param name="failure">Failure that was received.</param>
    /// <param name="inner">Cause.</param>
    protected internal ActivityFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ActivityFailureInfo == null)
            throw new ArgumentException("No activity failure info", nameof(failure));
    }

    /// <summary>Gets the failure that was received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the identity of the worker that ran the activity, if known.</summary>
    public string? Identity => Failure.ActivityFailureInfo.Identity is { Length: > 0 } identity ? identity : null;

    /// <summary>Gets the type of the activity.</summary>
    public string ActivityType => Failure.ActivityFailureInfo.ActivityType?.Name ?? string.Empty;

    /// <summary>Gets the id of the activity.</summary>
    public string ActivityId => Failure.ActivityFailureInfo.ActivityId;

    /// <summary>Gets why there was no further retry.</summary>
    public RetryState RetryState => Failure.ActivityFailureInfo.RetryState;
}
