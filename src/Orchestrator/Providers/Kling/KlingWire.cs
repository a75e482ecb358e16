using System.Text.Json.Serialization;

namespace Orchestrator.Providers.Kling;

/// <summary>The JSON of Kling's own API; nothing else knows it.</summary>
internal static class KlingWire
{
    public sealed record Request
    {
        [JsonPropertyName("model_name")]
        public required string Model { get; init; }

        [JsonPropertyName("mode")]
        public required string Mode { get; init; }

        [JsonPropertyName("image")]
        public string? Image { get; init; }

        [JsonPropertyName("image_tail")]
        public string? Tail { get; init; }

        [JsonPropertyName("prompt")]
        public string? Prompt { get; init; }

        [JsonPropertyName("negative_prompt")]
        public string? Negative { get; init; }

        [JsonPropertyName("multi_shot")]
        public bool? Several { get; init; }

        [JsonPropertyName("shot_type")]
        public string? ShotType { get; init; }

        [JsonPropertyName("multi_prompt")]
        public IReadOnlyList<Shot>? Shots { get; init; }

        [JsonPropertyName("duration")]
        public required string Duration { get; init; }

        [JsonPropertyName("sound")]
        public required string Sound { get; init; }

        [JsonPropertyName("aspect_ratio")]
        public string? Aspect { get; init; }

        [JsonPropertyName("external_task_id")]
        public required string ExternalId { get; init; }
    }

    public sealed record Shot(
        [property: JsonPropertyName("index")] int Index,
        [property: JsonPropertyName("prompt")] string Prompt,
        [property: JsonPropertyName("duration")] string Duration);

    public sealed record Envelope(
        [property: JsonPropertyName("code")] int? Code,
        [property: JsonPropertyName("message")] string? Message,
        [property: JsonPropertyName("data")] Task? Data);

    public sealed record Task(
        [property: JsonPropertyName("task_id")] string? Id,
        [property: JsonPropertyName("task_status")] string? Status,
        [property: JsonPropertyName("task_status_msg")] string? Message,
        [property: JsonPropertyName("task_result")] Result? Result);

    public sealed record Result([property: JsonPropertyName("videos")] IReadOnlyList<Video>? Videos);

    public sealed record Video([property: JsonPropertyName("url")] Uri? Url);
}
