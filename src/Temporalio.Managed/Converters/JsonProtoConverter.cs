using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Encoding of protobuf messages as proto3 JSON.</summary>
public class JsonProtoConverter : IEncodingConverter
{
    private static readonly ByteString EncodingBytes = ByteString.CopyFromUtf8("json/protobuf");

    /// <summary>Initializes a new instance of the <see cref="JsonProtoConverter"/> class. Unknown fields are ignored.</summary>
    public JsonProtoConverter()
        : this(JsonFormatter.Default, new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true)))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="JsonProtoConverter"/> class.</summary>
    /// <param name="formatter">Writer.</param>
    /// <param name="parser">Reader.</param>
    public JsonProtoConverter(JsonFormatter formatter, JsonParser parser)
    {
        Formatter = formatter;
        Parser = parser;
    }

    /// <inheritdoc />
    public string Encoding => "json/protobuf";

    /// <summary>Gets the writer.</summary>
    protected JsonFormatter Formatter { get; private init; }

    /// <summary>Gets the reader.</summary>
    protected JsonParser Parser { get; private init; }

    /// <inheritdoc />
    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message
            ? MessageTypes.ToPayload(EncodingBytes, message, ByteString.CopyFromUtf8(Formatter.Format(message)))
            : null;
        return payload != null;
    }

    /// <inheritdoc />
    public object? ToValue(Payload payload, Type type) =>
        Parser.Parse(payload.Data.ToStringUtf8(), MessageTypes.DescriptorOf(payload, type));
}
