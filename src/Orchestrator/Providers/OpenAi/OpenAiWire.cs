using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Orchestrator.Providers.OpenAi;

/// <summary>The JSON of the Responses contract; nothing else knows it.</summary>
internal static class OpenAiWire
{
    /// <summary>The body of <c>POST responses</c>.</summary>
    public sealed record Question(
        [property: JsonPropertyName("model")] string Model,
        [property: JsonPropertyName("instructions")] string Instructions,
        [property: JsonPropertyName("input")] IReadOnlyList<Message> Input,
        [property: JsonPropertyName("text")] Text Text,
        [property: JsonPropertyName("max_output_tokens")] int MaxTokens,
        [property: JsonPropertyName("store")] bool Store,
        [property: JsonPropertyName("metadata")] IReadOnlyDictionary<string, string> Metadata,
        [property: JsonPropertyName("background")] bool? Background = null);

    /// <summary>A message of the question.</summary>
    public sealed record Message([property: JsonPropertyName("role")] string Role, [property: JsonPropertyName("content")] IReadOnlyList<Part> Content);

    /// <summary>A text or a picture of the question.</summary>
    public sealed record Part(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("text")] string? Text = null,
        [property: JsonPropertyName("image_url")] string? ImageUrl = null,
        [property: JsonPropertyName("detail")] string? Detail = null);

    /// <summary>What the answer's text is to be.</summary>
    public sealed record Text([property: JsonPropertyName("format")] Format Format);

    /// <summary>The schema of the answer's text.</summary>
    public sealed record Format(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("schema")] JsonObject Schema,
        [property: JsonPropertyName("strict")] bool Strict);

    /// <summary>The answer.</summary>
    public sealed record Answer(
        [property: JsonPropertyName("id")] string? Id,
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("incomplete_details")] Incomplete? Incomplete,
        [property: JsonPropertyName("error")] Failure? Error,
        [property: JsonPropertyName("output")] IReadOnlyList<Item>? Output,
        [property: JsonPropertyName("usage")] Usage? Usage);

    /// <summary>Why an answer is not whole.</summary>
    public sealed record Incomplete([property: JsonPropertyName("reason")] string? Reason);

    /// <summary>Why there is no answer.</summary>
    public sealed record Failure([property: JsonPropertyName("code")] string? Code, [property: JsonPropertyName("message")] string? Message);

    /// <summary>One item of the output; thoughts have no content.</summary>
    public sealed record Item([property: JsonPropertyName("content")] IReadOnlyList<Output>? Content);

    /// <summary>A part of an item: a text, or a refusal.</summary>
    public sealed record Output(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("text")] string? Text,
        [property: JsonPropertyName("refusal")] string? Refusal);

    /// <summary>The tokens of a call.</summary>
    public sealed record Usage(
        [property: JsonPropertyName("input_tokens")] long InputTokens,
        [property: JsonPropertyName("output_tokens")] long OutputTokens,
        [property: JsonPropertyName("input_tokens_details")] InputDetails? InputDetails);

    /// <summary>Of the tokens of the question, those that were known from an earlier one.</summary>
    public sealed record InputDetails([property: JsonPropertyName("cached_tokens")] long CachedTokens);
}
