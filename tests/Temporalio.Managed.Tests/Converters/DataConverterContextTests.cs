using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Converters;

public class DataConverterContextTests
{
    private static readonly ISerializationContext Context = new ISerializationContext.Workflow("films", "shot-1");

    [Fact]
    public void WithSerializationContext_NothingToTailor_IsTheSame() =>
        Assert.Same(DataConverter.Default, DataConverter.Default.WithSerializationContext(Context));

    [Fact]
    public void WithSerializationContext_EncodingThatTailors_IsReplaced()
    {
        var converter = new DataConverter(
            new DefaultPayloadConverter(new ContextConverter(null)), new DefaultFailureConverter());
        var tailored = converter.WithSerializationContext(Context);
        Assert.Equal("shot-1", tailored.PayloadConverter.ToPayload("x").Metadata["workflow"].ToStringUtf8());
        Assert.Equal("shot-1 x", tailored.PayloadConverter.ToValue<string>(tailored.PayloadConverter.ToPayload("x")));
        Assert.NotSame(converter, tailored);
    }

    private sealed class ContextConverter(string? workflowId) : IEncodingConverter, IWithSerializationContext<IEncodingConverter>
    {
        public string Encoding => "context";

        public bool TryToPayload(object? value, out Payload? payload)
        {
            payload = new() { Data = Google.Protobuf.ByteString.CopyFromUtf8($"{value}") };
            payload.Metadata["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8(Encoding);
            payload.Metadata["workflow"] = Google.Protobuf.ByteString.CopyFromUtf8(workflowId ?? string.Empty);
            return true;
        }

        public object? ToValue(Payload payload, Type type) => $"{workflowId} {payload.Data.ToStringUtf8()}";

        public IEncodingConverter WithSerializationContext(ISerializationContext context) =>
            new ContextConverter(((ISerializationContext.IHasWorkflow)context).WorkflowId);
    }
}
