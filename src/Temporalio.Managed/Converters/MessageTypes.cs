using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>What the two encodings of protobuf messages share.</summary>
internal static class MessageTypes
{
    public const string MetadataKey = "messageType";

    public static Payload ToPayload(ByteString encoding, IMessage message, ByteString data) => new()
    {
        Metadata =
        {
            ["encoding"] = encoding,
            [MetadataKey] = ByteString.CopyFromUtf8(message.Descriptor.FullName),
        },
        Data = data,
    };

    /// <exception cref="ArgumentException">The type is no message, or the payload holds another one.</exception>
    public static MessageDescriptor DescriptorOf(Payload payload, Type type)
    {
        if (!typeof(IMessage).IsAssignableFrom(type) ||
            type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is not MessageDescriptor descriptor)
            throw new ArgumentException($"Payload is protobuf message, but type is {type}", nameof(type));
        if (payload.Metadata.TryGetValue(MetadataKey, out var name) && name.ToStringUtf8() is var held && held != descriptor.FullName)
            throw new ArgumentException($"Payload has protobuf message type {held} but given type's message type is {descriptor.FullName}", nameof(type));
        return descriptor;
    }
}
