using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Execution;

/// <summary>Applies a codec to every payload inside a message, in place. Search attributes stay readable for the service.</summary>
internal sealed class PayloadTransform(Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> transform)
{
    public static PayloadTransform Encoder(IPayloadCodec codec) => new(codec.EncodeAsync);

    public static PayloadTransform Decoder(IPayloadCodec codec) => new(codec.DecodeAsync);

    public async Task ApplyAsync(IMessage message)
    {
        switch (message)
        {
            case SearchAttributes:
                return;
            case Payloads payloads:
                await ReplaceAllAsync(payloads.Payloads_);
                return;
            case MarkerRecordedEventAttributes marker:
                await ApplyToMarkerAsync(marker.Details, marker.Failure);
                return;
            case Api.Command.V1.RecordMarkerCommandAttributes marker:
                await ApplyToMarkerAsync(marker.Details, marker.Failure);
                return;
        }
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.FieldType == FieldType.Message)
                await ApplyToFieldAsync(message, field);
        }
    }

    private async Task ApplyToFieldAsync(IMessage message, FieldDescriptor field)
    {
        var value = field.Accessor.GetValue(message);
        switch (value)
        {
            case MapField<string, Payload> map:
                foreach (var key in map.Keys.ToArray())
                    map[key] = await OneAsync(map[key]);
                break;
            case IDictionary map:
                foreach (var inner in map.Values.OfType<IMessage>().ToArray())
                    await ApplyAsync(inner);
                break;
            case IList list:
                foreach (var inner in list.OfType<IMessage>().ToArray())
                    await ApplyAsync(inner);
                break;
            case Payload payload:
                field.Accessor.SetValue(message, await OneAsync(payload));
                break;
            case Any any:
                field.Accessor.SetValue(message, await ApplyInsideAsync(any));
                break;
            case IMessage inner:
                await ApplyAsync(inner);
                break;
        }
    }

    /// <summary>Of a marker only the result and the failure are the user's.</summary>
    private async Task ApplyToMarkerAsync(MapField<string, Payloads> details, Api.Failure.V1.Failure? failure)
    {
        if (details.TryGetValue("result", out var result))
            await ApplyAsync(result);
        if (failure is not null)
            await ApplyAsync(failure);
    }

    private async Task<Any> ApplyInsideAsync(Any any)
    {
        foreach (var parser in new MessageParser[] { Request.Parser, Acceptance.Parser, Rejection.Parser, Response.Parser })
        {
            var empty = parser.ParseFrom(ByteString.Empty);
            if (Any.GetTypeName(any.TypeUrl) != empty.Descriptor.FullName)
                continue;
            var message = parser.ParseFrom(any.Value);
            await ApplyAsync(message);
            return Any.Pack(message);
        }
        return any;
    }

    private async Task ReplaceAllAsync(RepeatedField<Payload> payloads)
    {
        if (payloads.Count == 0)
            return;
        var transformed = await transform([.. payloads]);
        payloads.Clear();
        payloads.AddRange(transformed);
    }

    private async Task<Payload> OneAsync(Payload payload)
    {
        var transformed = await transform([payload]);
        return transformed.Count == 1
            ? transformed.First()
            : throw new InvalidOperationException($"Codec made {transformed.Count} payloads of 1");
    }
}
