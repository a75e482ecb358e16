using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Converters;

public class DefaultPayloadConverterTests
{
    private static readonly IPayloadConverter Converter = DataConverter.Default.PayloadConverter;

    [Theory]
    [InlineData(null, "binary/null", "")]
    [InlineData("lamp", "json/plain", "\"lamp\"")]
    [InlineData(3, "json/plain", "3")]
    [InlineData(true, "json/plain", "true")]
    public void ToPayload_PlainValue_TakesItsEncoding(object? value, string encoding, string data)
    {
        var payload = Converter.ToPayload(value);
        Assert.Equal(encoding, payload.Metadata["encoding"].ToStringUtf8());
        Assert.Equal(data, payload.Data.ToStringUtf8());
        Assert.Equal(value, Converter.ToValue(payload, value?.GetType() ?? typeof(string)));
    }

    [Fact]
    public void ToPayload_Bytes_StayBytes()
    {
        var payload = Converter.ToPayload(new byte[] { 0, 255 });
        Assert.Equal("binary/plain", payload.Metadata["encoding"].ToStringUtf8());
        Assert.Equal([0, 255], Converter.ToValue<byte[]>(payload)!);
    }

    [Fact]
    public void ToPayload_Message_IsProto3JsonWithItsType()
    {
        var payload = Converter.ToPayload(new WorkflowExecution { WorkflowId = "film" });
        Assert.Equal("json/protobuf", payload.Metadata["encoding"].ToStringUtf8());
        Assert.Equal("temporal.api.common.v1.WorkflowExecution", payload.Metadata["messageType"].ToStringUtf8());
        Assert.Equal("{ \"workflowId\": \"film\" }", payload.Data.ToStringUtf8());
        Assert.Equal("film", Converter.ToValue<WorkflowExecution>(payload)!.WorkflowId);
        Assert.Throws<ArgumentException>(() => Converter.ToValue<WorkflowType>(payload));
        Assert.Throws<ArgumentException>(() => Converter.ToValue<string>(payload));
    }

    [Fact]
    public void ToValue_BinaryMessage_IsRead()
    {
        var payload = new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("binary/protobuf") },
            Data = new WorkflowExecution { RunId = "run" }.ToByteString(),
        };
        Assert.Equal("run", Converter.ToValue<WorkflowExecution>(payload)!.RunId);
    }

    [Fact]
    public void ToPayload_Record_IsJsonByDefaultRules()
    {
        var payload = Converter.ToPayload(new Shot("dusk", [1.5, 2]));
        Assert.Equal("{\"Light\":\"dusk\",\"Times\":[1.5,2]}", payload.Data.ToStringUtf8());
        var back = Converter.ToValue<Shot>(payload)!;
        Assert.Equal(("dusk", 2.0), (back.Light, back.Times[1]));
    }

    [Fact]
    public void ToPayload_RawValue_PassesThrough()
    {
        var payload = new Payload { Data = ByteString.CopyFromUtf8("?") };
        Assert.Same(payload, Converter.ToPayload(new RawValue(payload)));
        Assert.Same(payload, Converter.ToValue<IRawValue>(payload)!.Payload);
        Assert.Same(payload, Converter.ToValue<RawValue>(payload)!.Payload);
        Assert.Equal("x", Converter.ToValue<string>(Converter.ToRawValue("x")));
    }

    [Fact]
    public void ToValue_UnknownOrMissingEncoding_Throws()
    {
        Assert.Throws<ArgumentException>(() => Converter.ToValue<string>(new Payload()));
        Assert.Throws<ArgumentException>(() => Converter.ToValue<string>(
            new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("xml") } }));
    }

    [Fact]
    public void ToValue_NullForAValueType_Throws()
    {
        var payload = Converter.ToPayload(null);
        Assert.Throws<ArgumentException>(() => Converter.ToValue<int>(payload));
        Assert.Null(Converter.ToValue<int?>(payload));
    }

    [Fact]
    public void JsonCommonTypeConverter_UnknownShape_BecomesPlainValues()
    {
        var options = new JsonSerializerOptions { Converters = { JsonCommonTypeConverter.Instance } };
        var converter = new DefaultPayloadConverter(options);
        var payload = converter.ToPayload(new Dictionary<string, object?> { ["a"] = 1, ["b"] = new List<object?> { null, true, 2.5, "x" } });
        var value = converter.ToValue<Dictionary<string, object?>>(payload)!;
        Assert.Equal(1L, value["a"]);
        Assert.Equal([null, true, 2.5, "x"], (List<object?>)value["b"]!);
    }

    private sealed record Shot(string Light, [property: JsonInclude] double[] Times);
}
