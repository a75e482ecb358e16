using System.Globalization;
using System.Text.Json;
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

    /// <summary>A request to omni-video: pictures and a clip, each of which may be a frame, a reference or what is changed.</summary>
    public sealed record OmniRequest
    {
        [JsonPropertyName("model_name")]
        public required string Model { get; init; }

        [JsonPropertyName("mode")]
        public required string Mode { get; init; }

        [JsonPropertyName("prompt")]
        public required string Prompt { get; init; }

        [JsonPropertyName("image_list")]
        public IReadOnlyList<OmniPicture>? Pictures { get; init; }

        [JsonPropertyName("video_list")]
        public IReadOnlyList<OmniClip>? Clips { get; init; }

        [JsonPropertyName("duration")]
        public string? Duration { get; init; }

        [JsonPropertyName("sound")]
        public required string Sound { get; init; }

        [JsonPropertyName("external_task_id")]
        public required string ExternalId { get; init; }
    }

    public sealed record OmniPicture(
        [property: JsonPropertyName("image_url")] string Image,
        [property: JsonPropertyName("type")] string? Type = null);

    public sealed record OmniClip(
        [property: JsonPropertyName("video_url")] Uri Video,
        [property: JsonPropertyName("refer_type")] string Kind,
        [property: JsonPropertyName("keep_original_sound")] string Sound);

    /// <summary>A request to omni-image.</summary>
    public sealed record PictureRequest(
        [property: JsonPropertyName("model_name")] string Model,
        [property: JsonPropertyName("prompt")] string Prompt,
        [property: JsonPropertyName("image_list")] IReadOnlyList<Reference>? References,
        [property: JsonPropertyName("resolution")] string Resolution,
        [property: JsonPropertyName("n")] int Count,
        [property: JsonPropertyName("aspect_ratio")] string Aspect,
        [property: JsonPropertyName("external_task_id")] string ExternalId);

    public sealed record Reference([property: JsonPropertyName("image")] string Image);

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
        [property: JsonPropertyName("final_unit_deduction")] JsonElement? Deduction,
        [property: JsonPropertyName("task_result")] Result? Result)
    {
        /// <summary>Units that the task cost, which are told as a text; null where none are told, or none of a package because the balance paid.</summary>
        [JsonIgnore]
        public decimal? Units => decimal.TryParse(Deduction?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var units) && units > 0 ? units : null;
    }

    public sealed record Result(
        [property: JsonPropertyName("videos")] IReadOnlyList<Media>? Videos,
        [property: JsonPropertyName("images")] IReadOnlyList<Media>? Images);

    public sealed record Media([property: JsonPropertyName("url")] Uri? Url);
}
