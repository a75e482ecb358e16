using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding of any value as JSON.</summary>
public class JsonPlainConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("json/plain");

    /// <summary>Initializes a new instance of the <see cref="JsonPlainConverter"/> class.</summary>
    /// <param name="serializerOptions">Options of the serializer.</param>
    public JsonPlainConverter(JsonSerializerOptions serializerOptions) => SerializerOptions = serializerOptions;

    /// <inheritdoc />
    public virtual string Encoding => "json/plain";

    /// <summary>Gets the options of the serializer.</summary>
    protected JsonSerializerOptions SerializerOptions { get; private init; }

    /// <inheritdoc />
    public virtual bool TryToPayload(object? value, out Payload? payload)
    {
        payload = new()
        {
            Metadata = { ["encoding"] = Encoding == "json/plain" ? EncodingBytes : ByteString.CopyFromUtf8(Encoding) },
            Data = UnsafeByteOperations.UnsafeWrap(JsonSerializer.SerializeToUtf8Bytes(value, SerializerOptions)),
        };
        return true;
    }

    /// <inheritdoc />
    public virtual object? ToValue(Payload payload, Type type) => JsonSerializer.Deserialize(payload.Data.Span, type, SerializerOptions);
}
