using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding of null.</summary>
public class BinaryNullConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/null");

    /// <inheritdoc />
    public string Encoding => "binary/null";

    /// <inheritdoc />
    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value == null ? new() { Metadata = { ["encoding"] = EncodingBytes } } : null;
        return payload != null;
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The type knows no null.</exception>
    public object? ToValue(Payload payload, Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) == null && type != typeof(ValueTuple)
            ? throw new ArgumentException($"Unable to convert null to {type}", nameof(type))
            : null;
}
