using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Shorter ways to use a codec.</summary>
public static class PayloadCodecExtensions
{
    /// <summary>Encodes one payload into one.</summary>
    /// <param name="codec">Codec.</param>
    /// <param name="payload">Payload.</param>
    /// <returns>The encoded payload.</returns>
    public static async Task<Payload> EncodeSingleAsync(this IPayloadCodec codec, Payload payload) => One(await codec.EncodeAsync([payload]));

    /// <summary>Decodes one payload into one.</summary>
    /// <param name="codec">Codec.</param>
    /// <param name="payload">Payload.</param>
    /// <returns>The decoded payload.</returns>
    public static async Task<Payload> DecodeSingleAsync(this IPayloadCodec codec, Payload payload) => One(await codec.DecodeAsync([payload]));

    /// <summary>Encodes the payloads of a failure and of its causes, in place.</summary>
    /// <param name="codec">Codec.</param>
    /// <param name="failure">Failure.</param>
    /// <returns>A task that ends when all are encoded.</returns>
    public static Task EncodeFailureAsync(this IPayloadCodec codec, Failure failure) => TransformAsync(codec.EncodeAsync, failure);

    /// <summary>Decodes the payloads of a failure and of its causes, in place.</summary>
    /// <param name="codec">Codec.</param>
    /// <param name="failure">Failure.</param>
    /// <returns>A task that ends when all are decoded.</returns>
    public static Task DecodeFailureAsync(this IPayloadCodec codec, Failure failure) => TransformAsync(codec.DecodeAsync, failure);

    private static async Task TransformAsync(
        Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> transform, Failure failure)
    {
        for (var current = failure; current != null; current = current.Cause)
        {
            if (current.EncodedAttributes != null)
                current.EncodedAttributes = One(await transform([current.EncodedAttributes]));
            if (DetailsOf(current) is { Count: > 0 } details)
            {
                var transformed = await transform([.. details]);
                details.Clear();
                details.AddRange(transformed);
            }
        }
    }

    private static RepeatedField<Payload>? DetailsOf(Failure failure) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.ApplicationFailureInfo => failure.ApplicationFailureInfo.Details?.Payloads_,
        Failure.FailureInfoOneofCase.CanceledFailureInfo => failure.CanceledFailureInfo.Details?.Payloads_,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo => failure.TimeoutFailureInfo.LastHeartbeatDetails?.Payloads_,
        Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo => failure.ResetWorkflowFailureInfo.LastHeartbeatDetails?.Payloads_,
        _ => null,
    };

    private static Payload One(IReadOnlyCollection<Payload> payloads) =>
        payloads.Count == 1 ? payloads.First() : throw new InvalidOperationException($"Expected 1 payload from codec, found {payloads.Count}");
}
