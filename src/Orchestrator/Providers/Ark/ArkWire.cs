using System.Text.Json.Serialization;

namespace Orchestrator.Providers.Ark;

/// <summary>The JSON of ModelArk's generation tasks; nothing else knows it.</summary>
internal static class ArkWire
{
    public sealed record Request(
        [property: JsonPropertyName("model")] string Model,
        [property: JsonPropertyName("content")] IReadOnlyList<Content> Content,
        [property: JsonPropertyName("duration")] int Duration,
        [property: JsonPropertyName("resolution")] string Resolution,
        [property: JsonPropertyName("ratio")] string Ratio,
        [property: JsonPropertyName("generate_audio")] bool Audio,
        [property: JsonPropertyName("return_last_frame")] bool LastFrame);

    public sealed record Content
    {
        [JsonPropertyName("type")]
        public required string Type { get; init; }

        [JsonPropertyName("text")]
        public string? Text { get; init; }

        [JsonPropertyName("image_url")]
        public Address? Image { get; init; }

        [JsonPropertyName("video_url")]
        public Address? Video { get; init; }

        [JsonPropertyName("audio_url")]
        public Address? Audio { get; init; }

        [JsonPropertyName("role")]
        public string? Role { get; init; }
    }

    public sealed record Address([property: JsonPropertyName("url")] string Url);

    public sealed record Task(
        [property: JsonPropertyName("id")] string? Id,
        [property: JsonPropertyName("model")] string? Model,
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("created_at")] long? CreatedAt,
        [property: JsonPropertyName("duration")] int? Duration,
        [property: JsonPropertyName("ratio")] string? Ratio,
        [property: JsonPropertyName("content")] Result? Content,
        [property: JsonPropertyName("usage")] Usage? Usage,
        [property: JsonPropertyName("error")] Error? Error);

    public sealed record Result([property: JsonPropertyName("video_url")] Uri? Video);

    public sealed record Usage([property: JsonPropertyName("total_tokens")] long? Tokens);

    public sealed record Error(
        [property: JsonPropertyName("code")] string? Code,
        [property: JsonPropertyName("message")] string? Message);

    public sealed record PictureRequest(
        [property: JsonPropertyName("model")] string Model,
        [property: JsonPropertyName("prompt")] string Prompt,
        [property: JsonPropertyName("image")] IReadOnlyList<string>? References,
        [property: JsonPropertyName("size")] string Size,
        [property: JsonPropertyName("response_format")] string Format,
        [property: JsonPropertyName("watermark")] bool Watermark);

    public sealed record Pictures([property: JsonPropertyName("data")] IReadOnlyList<Drawn>? Data);

    public sealed record Drawn(
        [property: JsonPropertyName("b64_json")] string? Picture,
        [property: JsonPropertyName("error")] Error? Error);

    public sealed record Failed([property: JsonPropertyName("error")] Error? Error);

    public sealed record Listing([property: JsonPropertyName("items")] IReadOnlyList<Task>? Items);
}
