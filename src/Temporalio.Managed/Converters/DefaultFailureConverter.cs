using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

/// <summary>Turns exceptions into failures and back as all Temporal SDKs do.</summary>
public class DefaultFailureConverter : IFailureConverter
{
    private const string HiddenMessage = "Encoded failure";

    /// <summary>Initializes a new instance of the <see cref="DefaultFailureConverter"/> class.</summary>
    public DefaultFailureConverter()
        : this(new())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DefaultFailureConverter"/> class.</summary>
    /// <param name="options">Options.</param>
    protected DefaultFailureConverter(DefaultFailureConverterOptions options) => Options = options;

    /// <summary>Gets the options.</summary>
    public DefaultFailureConverterOptions Options { get; private init; }

    /// <inheritdoc />
    public virtual Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        // What was received goes on unchanged.
        if (exception is FailureException { Failure: { } received })
            return received.Clone();

        var failure = new Failure
        {
            Message = exception.Message,
            StackTrace = exception.StackTrace ?? string.Empty,
            Cause = exception.InnerException is { } inner ? ToFailure(inner, payloadConverter) : null,
        };
        if (exception is CanceledFailureException canceled)
            failure.CanceledFailureInfo = new() { Details = ToPayloads(canceled.Details, payloadConverter) };
        else
            failure.ApplicationFailureInfo = ToApplicationInfo(exception, payloadConverter);
        if (Options.EncodeCommonAttributes)
            HideCommonAttributes(failure, payloadConverter);
        return failure;
    }

    /// <inheritdoc />
    public virtual Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        failure = RevealCommonAttributes(failure, payloadConverter);
        var inner = failure.Cause == null ? null : ToException(failure.Cause, payloadConverter);
        return failure.FailureInfoCase switch
        {
            Failure.FailureInfoOneofCase.ApplicationFailureInfo => new ApplicationFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TimeoutFailureInfo => new TimeoutFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.CanceledFailureInfo => new CanceledFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TerminatedFailureInfo => new TerminatedFailureException(failure, inner, null),
            Failure.FailureInfoOneofCase.ServerFailureInfo => new ServerFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ActivityFailureInfo => new ActivityFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo => new ChildWorkflowFailureException(failure, inner),
            _ => new FailureException(failure, inner),
        };
    }

    private static ApplicationFailureInfo ToApplicationInfo(Exception exception, IPayloadConverter converter) =>
        exception is ApplicationFailureException app
            ? new()
            {
                Type = app.ErrorType ?? string.Empty,
                NonRetryable = app.NonRetryable,
                Details = ToPayloads(app.Details, converter),
                NextRetryDelay = app.NextRetryDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
                Category = app.Category,
            }
            : new() { Type = exception.GetType().Name };

    private static Payloads? ToPayloads(IFailureDetails details, IPayloadConverter converter) => details switch
    {
        OutboundFailureDetails { Details: { Count: > 0 } values } => new() { Payloads_ = { converter.ToPayloads(values) } },
        InboundFailureDetails { Payloads: { Count: > 0 } payloads } => new() { Payloads_ = { payloads } },
        _ => null,
    };

    private static void HideCommonAttributes(Failure failure, IPayloadConverter converter)
    {
        failure.EncodedAttributes = converter.ToPayload(
            new Dictionary<string, string> { ["message"] = failure.Message, ["stack_trace"] = failure.StackTrace });
        failure.Message = HiddenMessage;
        failure.StackTrace = string.Empty;
    }

    private static Failure RevealCommonAttributes(Failure failure, IPayloadConverter converter)
    {
        if (failure.EncodedAttributes == null)
            return failure;
        JsonElement attributes;
        try
        {
            attributes = converter.ToValue<JsonElement>(failure.EncodedAttributes);
        }
        catch (Exception e) when (e is ArgumentException or JsonException or InvalidCastException)
        {
            // Without the right codec the attributes stay hidden; the failure itself must still be reported.
            return failure;
        }

        if (attributes.ValueKind != JsonValueKind.Object)
            return failure;
        failure = failure.Clone();
        if (attributes.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String)
            failure.Message = message.GetString();
        if (attributes.TryGetProperty("stack_trace", out var stackTrace) && stackTrace.ValueKind == JsonValueKind.String)
            failure.StackTrace = stackTrace.GetString();
        return failure;
    }

    /// <summary>The same, with message and stack trace as a payload, so that a codec can hide them.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type is nested.")]
    public class WithEncodedCommonAttributes : DefaultFailureConverter
    {
        /// <summary>Initializes a new instance of the <see cref="WithEncodedCommonAttributes"/> class.</summary>
        public WithEncodedCommonAttributes()
            : base(new() { EncodeCommonAttributes = true })
        {
        }
    }
}
