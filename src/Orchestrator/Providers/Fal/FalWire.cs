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

    public sealed record Result(
        [property: JsonPropertyName("video")] File? Video,
        [property: JsonPropertyName("images")] IReadOnlyList<File>? Images);

    public sealed record File(
        [property: JsonPropertyName("url")] Uri? Url,
        [property: JsonPropertyName("file_size")] long? Size);

    public sealed record Listing(
        [property: JsonPropertyName("items")] IReadOnlyList<Item>? Items,
        [property: JsonPropertyName("next_cursor")] string? NextCursor,
        [property: JsonPropertyName("has_more")] bool HasMore);

    public sealed record Item(
        [property: JsonPropertyName("request_id")] string? RequestId,
        [property: JsonPropertyName("sent_at")] DateTime? SentAt,
        [property: JsonPropertyName("json_input")] JsonElement? Input);

    public sealed record Cancelled([property: JsonPropertyName("status")] string? Status);

    /// <summary>What is wished for the files of a request.</summary>
    public sealed record Lifecycle(
        [property: JsonPropertyName("expiration_duration_seconds"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Seconds,
        [property: JsonPropertyName("initial_acl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Access? Access);

    public sealed record Access([property: JsonPropertyName("default")] string? Default);

    public sealed record Signed([property: JsonPropertyName("signed_url")] Uri? Address);

    public sealed record UploadToken(
        [property: JsonPropertyName("token")] string? Token,
        [property: JsonPropertyName("token_type")] string? TokenType,
        [property: JsonPropertyName("base_url")] Uri? BaseUrl);

    public sealed record Uploaded(
        [property: JsonPropertyName("access_url")] Uri? AccessUrl,
        [property: JsonPropertyName("uploadId")] string? UploadId);

    public sealed record Initiated(
        [property: JsonPropertyName("upload_url")] Uri? UploadUrl,
        [property: JsonPropertyName("file_url")] Uri? FileUrl);

    public sealed record Part(
        [property: JsonPropertyName("partNumber")] int Number,
        [property: JsonPropertyName("etag")] string Tag);

    public sealed record Hook(
        [property: JsonPropertyName("request_id")] string? RequestId,
        [property: JsonPropertyName("gateway_request_id")] string? GatewayRequestId,
        [property: JsonPropertyName("status")] string? Status);

    public sealed record KeySet([property: JsonPropertyName("keys")] IReadOnlyList<PublicKey>? Keys);

    public sealed record PublicKey(
        [property: JsonPropertyName("kty")] string? Kind,
        [property: JsonPropertyName("crv")] string? Curve,
        [property: JsonPropertyName("x")] string? X);
}
