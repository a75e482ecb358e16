using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Shorter ways to use the converters.</summary>
public static class ConverterExtensions
{
    /// <summary>Converts and encodes values.</summary>
    /// <param name="converter">Converter.</param>
    /// <param name="values">Values.</param>
    /// <returns>The payloads.</returns>
    public static async Task<IReadOnlyCollection<Payload>> ToPayloadsAsync(this DataConverter converter, IReadOnlyCollection<object?> values)
    {
        var payloads = converter.PayloadConverter.ToPayloads(values);
        return converter.PayloadCodec == null || payloads.Count == 0 ? payloads : await converter.PayloadCodec.EncodeAsync(payloads);
    }

    /// <summary>Converts and encodes a value.</summary>
    /// <param name="converter">Converter.</param>
    /// <param name="value">Value.</param>
    /// <returns>The payload.</returns>
    public static async Task<Payload> ToPayloadAsync(this DataConverter converter, object? value)
    {
        var payload = converter.PayloadConverter.ToPayload(value);
        return converter.PayloadCodec == null ? payload : await converter.PayloadCodec.EncodeSingleAsync(payload);
    }

    /// <summary>Decodes and converts a payload.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="converter">Converter.</param>
    /// <param name="payload">Payload.</param>
    /// <returns>The value.</returns>
    public static async Task<T> ToValueAsync<T>(this DataConverter converter, Payload payload) =>
        (T)(await converter.ToValueAsync(payload, typeof(T)))!;

    /// <summary>Decodes and converts a payload.</summary>
    /// <param name="converter">Converter.</param>
    /// <param name="payload">Payload.</param>
    /// <param name="type">Type of the value.</param>
    /// <returns>The value.</returns>
    public static async Task<object?> ToValueAsync(this DataConverter converter, Payload payload, Type type)
    {
        var decoded = converter.PayloadCodec == null ? payload : await converter.PayloadCodec.DecodeSingleAsync(payload);
        return converter.PayloadConverter.ToValue(decoded, type);
    }

    /// <summary>Decodes and converts payloads of which there must be one.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="converter">Converter.</param>
    /// <param name="payloads">Payloads.</param>
    /// <returns>The value.</returns>
    public static async Task<T> ToSingleValueAsync<T>(this DataConverter converter, IReadOnlyCollection<Payload> payloads) =>
        (T)(await converter.ToSingleValueAsync(payloads, typeof(T)))!;

    /// <summary>Decodes and converts payloads of which there must be one.</summary>
    /// <param name="converter">Converter.</param>
    /// <param name="payloads">Payloads.</param>
    /// <param name="type">Type of the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">There is not exactly one.</exception>
    public static async Task<object?> ToSingleValueAsync(this DataConverter converter, IReadOnlyCollection<Payload> payloads, Type type)
    {
        var decoded = converter.PayloadCodec == null || payloads.Count == 0 ? payloads : await converter.PayloadCodec.DecodeAsync(payloads);
        return decoded.Count == 1
            ? converter.PayloadConverter.ToValue(decoded.First(), type)
            : throw new ArgumentException($"Expected 1 payload, found {decoded.Count}", nameof(payloads));
    }

    /// <summary>Decodes and converts a failure, which stays as it is.</summary>
    /// <param name="converter">Converter.</param>
    /// <param name="failure">Failure.</param>
    /// <returns>The exception.</returns>
    public static async Task<Exception> ToExceptionAsync(this DataConverter converter, Failure failure)
    {
        if (converter.PayloadCodec != null)
        {
            failure = failure.Clone();
            await converter.PayloadCodec.DecodeFailureAsync(failure);
        }

        return converter.FailureConverter.ToException(failure, converter.PayloadConverter);
    }

    /// <summary>Converts and encodes an exception.</summary>
    /// <param name="converter">Converter.</param>
    /// <param name="exc">Exception.</param>
    /// <returns>The failure.</returns>
    public static async Task<Failure> ToFailureAsync(this DataConverter converter, Exception exc)
    {
        var failure = converter.FailureConverter.ToFailure(exc, converter.PayloadConverter);
        if (converter.PayloadCodec != null)
            await converter.PayloadCodec.EncodeFailureAsync(failure);
        return failure;
    }

    /// <summary>Converts values.</summary>
    /// <param name="converter">Converter.</param>
    /// <param name="values">Values.</param>
    /// <returns>The payloads.</returns>
    public static IReadOnlyCollection<Payload> ToPayloads(this IPayloadConverter converter, IReadOnlyCollection<object?> values) =>
        values.Count == 0 ? [] : [.. values.Select(converter.ToPayload)];

    /// <summary>Converts a payload.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="converter">Converter.</param>
    /// <param name="payload">Payload.</param>
    /// <returns>The value.</returns>
    public static T? ToValue<T>(this IPayloadConverter converter, Payload payload) => (T?)converter.ToValue(payload, typeof(T));

    /// <summary>Converts a value that was left unconverted.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="converter">Converter.</param>
    /// <param name="rawValue">Value.</param>
    /// <returns>The value.</returns>
    public static T? ToValue<T>(this IPayloadConverter converter, IRawValue rawValue) => converter.ToValue<T>(rawValue.Payload);

    /// <summary>Converts a value and keeps the payload.</summary>
    /// <param name="converter">Converter.</param>
    /// <param name="value">Value.</param>
    /// <returns>The raw value.</returns>
    public static RawValue ToRawValue(this IPayloadConverter converter, object? value) => new(converter.ToPayload(value));
}
