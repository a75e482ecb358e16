using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Conformance.Scenes;

/// <summary>Payloads as SDKs encode them.</summary>
public static class Json
{
    /// <summary>One payload <c>json/plain</c> with this JSON text.</summary>
    public static Payloads Of(string json) => new() { Payloads_ = { Payload(json) } };

    /// <summary>A payload <c>json/plain</c> with this JSON text.</summary>
    public static Payload Payload(string json)
        => new() { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8(json) };

    /// <summary>One payload <c>binary/null</c>.</summary>
    public static Payloads Null()
        => new() { Payloads_ = { new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("binary/null") } } } };

    /// <summary>The text of the only payload.</summary>
    public static string Text(Payloads? payloads)
        => Assert.Single(payloads?.Payloads_ ?? []).Data.ToStringUtf8();
}
