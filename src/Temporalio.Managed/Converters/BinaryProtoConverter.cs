using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding of protobuf messages as bytes.</summary>
public class BinaryProtoConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("binary/protobuf");

    /// <inheritdoc />
    public string Encoding => "binary/protobuf";

    /// <inheritdoc />
    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message ? MessageTypes.ToPayload(EncodingBytes, message, message.ToByteString()) : null;
        return payload != null;
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type) => MessageTypes.DescriptorOf(payload, type).Parser.ParseFrom(payload.Data);
}
