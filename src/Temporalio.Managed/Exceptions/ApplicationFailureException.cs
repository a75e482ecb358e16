using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A failure of user code. Any other exception that leaves user code becomes one of these, with its class name as error type.</summary>
public class ApplicationFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ApplicationFailureException"/> class.</summary>
    /// <param name="message">Message.</param>
    /// <param name="errorType">Type by which retry policies know the error.</param>
    /// <param name="nonRetryable">Whether a retry is pointless.</param>
    /// <param name="details">Values to attach.</param>
    /// <param name="nextRetryDelay">Pause before the next attempt instead of the policy's.</param>
    /// <param name="category">Category of the error.</param>
    public ApplicationFailureException(
        string message,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : this(message, null, errorType, nonRetryable, details, nextRetryDelay, category)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ApplicationFailureException"/> class.</summary>
    /// <param name="message">Message.</param>
    /// <param name="inner">Cause.</param>
    /// <param name="errorType">Type by which retry policies know the error.</param>
    /// <param name="nonRetryable">Whether a retry is pointless.</param>
    /// <param name="details">Values to attach.</param>
    /// <param name="nextRetryDelay">Pause before the next attempt instead of the policy's.</param>
    /// <param name="category">Category of the error.</param>
    public ApplicationFailureException(
        string message,
        Exception? inner,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : base(message, inner)
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
        Details = new OutboundFailureDetails(details);
        NextRetryDelay = nextRetryDelay;
        Category = category;
    }

    /// <summary>Initializes a new instance of the <see cref="ApplicationFailureException"/> class from a received failure.</summary>
    /// <param name="failure">Failure that was received.</param>
    /// <param name="inner">Cause.</param>
    /// <param name="converter">Converter of the details.</param>
    protected internal ApplicationFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.ApplicationFailureInfo ?? throw new ArgumentException("No application failure info", nameof(failure));
        ErrorType = info.Type.Length == 0 ? null : info.Type;
        NonRetryable = info.NonRetryable;
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_);
        NextRetryDelay = info.NextRetryDelay?.ToTimeSpan();
        Category = info.Category;
    }

    /// <summary>Gets the type by which retry policies know the error.</summary>
    public string? ErrorType { get; protected init; }

    /// <summary>Gets a value indicating whether a retry is pointless.</summary>
    public bool NonRetryable { get; protected init; }

    /// <summary>Gets the attached values.</summary>
    public IFailureDetails Details { get; protected init; }

    /// <summary>Gets the pause before the next attempt, if it differs from the policy's.</summary>
    public TimeSpan? NextRetryDelay { get; protected init; }

    /// <summary>Gets the category of the error.</summary>
    public ApplicationErrorCategory Category { get; protected init; }
}
