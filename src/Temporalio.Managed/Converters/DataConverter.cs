namespace Temporalio.Converters;

/// <summary>How values and exceptions travel: converters for both and an optional codec behind them.</summary>
/// <param name="PayloadConverter">Converter of values.</param>
/// <param name="FailureConverter">Converter of exceptions.</param>
/// <param name="PayloadCodec">Codec behind the converters.</param>
public record DataConverter(
    IPayloadConverter PayloadConverter,
    IFailureConverter FailureConverter,
    IPayloadCodec? PayloadCodec = null) : IWithSerializationContext<DataConverter>
{
    /// <summary>Gets the default: plain JSON, no codec.</summary>
    public static DataConverter Default { get; } = new(new DefaultPayloadConverter(), new DefaultFailureConverter());

    /// <inheritdoc />
    public virtual DataConverter WithSerializationContext(ISerializationContext context)
    {
        var payloadConverter = Tailor(PayloadConverter, context);
        var failureConverter = Tailor(FailureConverter, context);
        var codec = PayloadCodec == null ? null : Tailor(PayloadCodec, context);
        return ReferenceEquals(payloadConverter, PayloadConverter) && ReferenceEquals(failureConverter, FailureConverter) &&
            ReferenceEquals(codec, PayloadCodec)
                ? this
                : this with { PayloadConverter = payloadConverter, FailureConverter = failureConverter, PayloadCodec = codec };
    }

    private static T Tailor<T>(T part, ISerializationContext context) =>
        part is IWithSerializationContext<T> tailorable ? tailorable.WithSerializationContext(context) : part;
}
