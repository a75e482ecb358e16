using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Providers.Fal;

/// <summary>The JSON of fal's queue and platform; nothing else knows it.</summary>
internal static class FalWire
{
    public sealed record Submitted(
        [property: JsonPropertyName("request_id")] string? RequestId,
        [property: JsonPropertyName("status_url")] Uri? StatusUrl,
        [property: JsonPropertyName("response_url")] Uri? ResponseUrl,
        [property: JsonPropertyName("cancel_url")] Uri? CancelUrl);

    public sealed record Status(
        [property: JsonPropertyName("status")] string? State,
        [property: JsonPropertyName("queue_position")] int? QueuePosition,
        [property: JsonPropertyName("error")] string? Error,
        [property: JsonPropertyName("error_type")] string? ErrorType);

    public sealed record Result([property: JsonPropertyName("video")] File? Video);

    public sealed record File(
        [property: JsonPropertyName("url")] Uri? Url,
        [property: JsonPropertyName("file_size")] long? Size);

    public sealed record Listing([property: JsonPropertyName("items")] IReadOnlyList<Item>? Items);

    public sealed record Item(
        [property: JsonPropertyName("request_id")] string? RequestId,
        [property: JsonPropertyName("sent_at")] DateTime? SentAt,
        [property: JsonPropertyName("json_input")] JsonElement? Input);

    public sealed record Cancelled([property: JsonPropertyName("status")] string? Status);
}
