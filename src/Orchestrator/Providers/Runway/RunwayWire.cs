using System.Text.Json.Serialization;

namespace Orchestrator.Providers.Runway;

/// <summary>The JSON of Runway's tasks; nothing else knows it.</summary>
internal static class RunwayWire
{
    public sealed record FromImage(
        [property: JsonPropertyName("model")] string Model,
        [property: JsonPropertyName("promptImage")] string Image,
        [property: JsonPropertyName("promptText")] string Prompt,
        [property: JsonPropertyName("ratio")] string Ratio,
        [property: JsonPropertyName("duration")] int Seconds,
        [property: JsonPropertyName("seed")] uint Seed);

    public sealed record FromText(
        [property: JsonPropertyName("model")] string Model,
        [property: JsonPropertyName("promptText")] string Prompt,
        [property: JsonPropertyName("ratio")] string Ratio,
        [property: JsonPropertyName("duration")] int Seconds,
        [property: JsonPropertyName("seed")] uint Seed);

    public sealed record Picture(
        [property: JsonPropertyName("model")] string Model,
        [property: JsonPropertyName("promptText")] string Prompt,
        [property: JsonPropertyName("ratio")] string Ratio,
        [property: JsonPropertyName("referenceImages")] IReadOnlyList<Reference>? References);

    public sealed record Reference(
        [property: JsonPropertyName("uri")] string Image,
        [property: JsonPropertyName("tag")] string Tag);

    public sealed record FromVideo(
        [property: JsonPropertyName("model")] string Model,
        [property: JsonPropertyName("videoUri")] string Video,
        [property: JsonPropertyName("promptText")] string Prompt,
        [property: JsonPropertyName("seed")] uint Seed);

    public sealed record Upload(
        [property: JsonPropertyName("uploadUrl")] Uri? Address,
        [property: JsonPropertyName("fields")] IReadOnlyDictionary<string, string>? Fields,
        [property: JsonPropertyName("runwayUri")] Uri? Uri);

    public sealed record Task(
        [property: JsonPropertyName("id")] string? Id,
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("output")] IReadOnlyList<Uri>? Output,
        [property: JsonPropertyName("failure")] string? Failure,
        [property: JsonPropertyName("failureCode")] string? FailureCode);
}
