using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Converts values by the first encoding that takes them, and payloads by the encoding they name.</summary>
public class DefaultPayloadConverter : IPayloadConverter, IWithSerializationContext<IPayloadConverter>
{
    private const string EncodingKey = "encoding";

    /// <summary>Initializes a new instance of the <see cref="DefaultPayloadConverter"/> class with the standard encodings.</summary>
    public DefaultPayloadConverter()
        : this(new JsonSerializerOptions())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DefaultPayloadConverter"/> class with the standard encodings.</summary>
    /// <param name="jsonSerializerOptions">Options of plain JSON.</param>
    public DefaultPayloadConverter(JsonSerializerOptions jsonSerializerOptions)
        : this(
            new BinaryNullConverter(),
            new BinaryPlainConverter(),
            new JsonProtoConverter(),
            new BinaryProtoConverter(),
            new JsonPlainConverter(jsonSerializerOptions))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DefaultPayloadConverter"/> class.</summary>
    /// <param name="encodingConverters">Encodings in the order in which they are tried.</param>
    public DefaultPayloadConverter(params IEncodingConverter[] encodingConverters)
    {
        EncodingConverters = encodingConverters;
        IndexedEncodingConverters = Index(encodingConverters);
    }

    /// <summary>Gets the encodings in the order in which they are tried.</summary>
    public IReadOnlyCollection<IEncodingConverter> EncodingConverters { get; private set; }

    /// <summary>Gets the encodings by name.</summary>
    protected IReadOnlyDictionary<ByteString, IEncodingConverter> IndexedEncodingConverters { get; private set; }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">No encoding takes the value.</exception>
    public Payload ToPayload(object? value)
    {
        if (value is IRawValue raw)
            return raw.Payload;
        foreach (var converter in EncodingConverters)
        {
            if (converter.TryToPayload(value, out var payload) && payload != null)
                return payload;
        }

        throw new ArgumentException($"Value of type {value?.GetType()} has no known converter");
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The payload names no encoding or an unknown one.</exception>
    public object? ToValue(Payload payload, Type type)
    {
        if (typeof(IRawValue).IsAssignableFrom(type) && type.IsAssignableFrom(typeof(RawValue)))
            return new RawValue(payload);
        if (!payload.Metadata.TryGetValue(EncodingKey, out var encoding))
            throw new ArgumentException("Payload missing encoding");
        return IndexedEncodingConverters.TryGetValue(encoding, out var converter)
            ? converter.ToValue(payload, type)
            : throw new ArgumentException($"Unknown payload encoding {encoding.ToStringUtf8()}");
    }

    /// <inheritdoc />
    public virtual IPayloadConverter WithSerializationContext(ISerializationContext context)
    {
        var tailored = EncodingConverters
            .Select(c => c is IWithSerializationContext<IEncodingConverter> t ? t.WithSerializationContext(context) : c)
            .ToArray();
        if (tailored.SequenceEqual(EncodingConverters, ReferenceEqualityComparer.Instance))
            return this;
        var copy = (DefaultPayloadConverter)MemberwiseClone();
        copy.EncodingConverters = tailored;
        copy.IndexedEncodingConverters = Index(tailored);
        return copy;
    }

    private static Dictionary<ByteString, IEncodingConverter> Index(IEncodingConverter[] encodings) =>
        encodings.ToDictionary(c => ByteString.CopyFromUtf8(c.Encoding));
}
