using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;

namespace Temporalio.Worker.Execution;

/// <summary>Small conversions to and from wire messages.</summary>
internal static class ProtoParts
{
    public static Duration? ToProto(this TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    /// <summary>Zero travels as absent.</summary>
    public static TimeSpan? ToSpan(this Duration? duration) =>
        duration is null || (duration.Seconds == 0 && duration.Nanos == 0) ? null : duration.ToTimeSpan();

    public static Header? ToProto(this IDictionary<string, Payload>? headers) =>
        headers is null || headers.Count == 0 ? null : new() { Fields = { headers } };

    public static Memo? ToProto(this IReadOnlyDictionary<string, object>? values, IPayloadConverter converter)
    {
        if (values is null)
            return null;
        var memo = new Memo();
        foreach (var (key, value) in values)
            memo.Fields[key] = converter.ToPayload(value);
        return memo;
    }

    public static UserMetadata? ToUserMetadata(this IPayloadConverter converter, string? summary, string? details) =>
        summary is null && details is null ? null : new()
        {
            Summary = summary is null ? null : converter.ToPayload(summary),
            Details = details is null ? null : converter.ToPayload(details),
        };

    public static string? NullIfEmpty(this string text) => text.Length == 0 ? null : text;
}
