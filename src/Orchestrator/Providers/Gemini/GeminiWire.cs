using System.Text.Json.Serialization;

namespace Orchestrator.Providers.Gemini;

/// <summary>The JSON of the Interactions API; nothing else knows it.</summary>
internal static class GeminiWire
{
    public sealed record Request
    {
        [JsonPropertyName("model")]
        public required string Model { get; init; }

        [JsonPropertyName("input")]
        public required IReadOnlyList<Content> Input { get; init; }

        [JsonPropertyName("background")]
        public bool Background { get; init; }

        [JsonPropertyName("store")]
        public bool Store { get; init; }

        [JsonPropertyName("previous_interaction_id")]
        public string? Previous { get; init; }

        [JsonPropertyName("response_format")]
        public required Format Format { get; init; }

        [JsonPropertyName("generation_config")]
        public Config? Config { get; init; }

        [JsonPropertyName("labels")]
        public required IReadOnlyDictionary<string, string> Labels { get; init; }
    }

    public sealed record Content
    {
        [JsonPropertyName("type")]
        public required string Type { get; init; }

        [JsonPropertyName("text")]
        public string? Text { get; init; }

        [JsonPropertyName("data")]
        public string? Data { get; init; }

        [JsonPropertyName("uri")]
        public Uri? Address { get; init; }

        [JsonPropertyName("mime_type")]
        public string? MediaType { get; init; }
    }

    public sealed record Format
    {
        [JsonPropertyName("type")]
        public required string Type { get; init; }

        [JsonPropertyName("aspect_ratio")]
        public string? Aspect { get; init; }

        [JsonPropertyName("duration")]
        public string? Duration { get; init; }

        [JsonPropertyName("resolution")]
        public string? Resolution { get; init; }

        [JsonPropertyName("delivery")]
        public string? Delivery { get; init; }

        [JsonPropertyName("image_size")]
        public string? ImageSize { get; init; }

        [JsonPropertyName("mime_type")]
        public string? MediaType { get; init; }
    }

    public sealed record Config(
        [property: JsonPropertyName("seed")] int Seed,
        [property: JsonPropertyName("video_config")] VideoConfig Video);

    public sealed record VideoConfig([property: JsonPropertyName("task")] string Task);

    public sealed record Interaction(
        [property: JsonPropertyName("id")] string? Id,
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("steps")] IReadOnlyList<Step>? Steps,
        [property: JsonPropertyName("errors")] IReadOnlyList<Error>? Errors,
        [property: JsonPropertyName("usage")] Usage? Usage);

    public sealed record Usage(
        [property: JsonPropertyName("total_input_tokens")] long? In,
        [property: JsonPropertyName("total_output_tokens")] long? Out,
        [property: JsonPropertyName("total_thought_tokens")] long? Thought,
        [property: JsonPropertyName("output_tokens_by_modality")] IReadOnlyList<ModalityTokens>? OutOf);

    public sealed record ModalityTokens(
        [property: JsonPropertyName("modality")] string? Modality,
        [property: JsonPropertyName("tokens")] long? Count);

    public sealed record Step(
        [property: JsonPropertyName("type")] string? Type,
        [property: JsonPropertyName("content")] IReadOnlyList<Content>? Content,
        [property: JsonPropertyName("error")] Error? Error);

    public sealed record Error(
        [property: JsonPropertyName("code")] string? Code,
        [property: JsonPropertyName("message")] string? Message);
}
