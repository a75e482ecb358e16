using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding of byte arrays.</summary>
public class BinaryPlainConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/plain");

    /// <inheritdoc />
    public string Encoding => "binary/plain";

    /// <inheritdoc />
    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is byte[] bytes
            ? new() { Metadata = { ["encoding"] = EncodingBytes }, Data = ByteString.CopyFrom(bytes) }
            : null;
        return payload != null;
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The type is not byte[].</exception>
    public object? ToValue(Payload payload, Type type) =>
        type.IsAssignableFrom(typeof(byte[]))
            ? payload.Data.ToByteArray()
            : throw new ArgumentException($"Expected byte[] for binary data, got {type}", nameof(type));
}
