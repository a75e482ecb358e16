using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.DevServer.Visibility;

/// <summary>Payloads the service makes itself: JSON in UTF-8.</summary>
internal static class PlainPayload
{
    public static Payload Json<T>(T value) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(value)),
    };
}
