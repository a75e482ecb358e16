using System.Text.Json.Serialization;
using Orchestrator.Providers.Google;

namespace Orchestrator.Providers.Vertex;

/// <summary>The JSON of Veo on Vertex; nothing else knows it.</summary>
internal static class VertexWire
{
    public sealed record Request(
        [property: JsonPropertyName("instances")] IReadOnlyList<Instance> Instances,
        [property: JsonPropertyName("parameters")] Parameters Parameters,
        [property: JsonPropertyName("labels")] IReadOnlyDictionary<string, string> Labels);

    public sealed record Instance(
        [property: JsonPropertyName("prompt")] string Prompt,
        [property: JsonPropertyName("image"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Image? Image,
        [property: JsonPropertyName("lastFrame"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Image? LastFrame,
        [property: JsonPropertyName("referenceImages"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Reference>? References,
        [property: JsonPropertyName("video"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Image? Video);

    /// <summary>A picture or a clip: inside the request, or in a bucket.</summary>
    public sealed record Image(
        [property: JsonPropertyName("bytesBase64Encoded"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Bytes,
        [property: JsonPropertyName("gcsUri"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Address,
        [property: JsonPropertyName("mimeType")] string MediaType);

    public sealed record Reference(
        [property: JsonPropertyName("image")] Image Image,
        [property: JsonPropertyName("referenceType")] string Kind);

    public sealed record Parameters(
        [property: JsonPropertyName("storageUri")] string StorageUri,
        [property: JsonPropertyName("sampleCount")] int Samples,
        [property: JsonPropertyName("durationSeconds")] int Seconds,
        [property: JsonPropertyName("aspectRatio")] string Aspect,
        [property: JsonPropertyName("resolution")] string Resolution,
        [property: JsonPropertyName("seed")] uint Seed,
        [property: JsonPropertyName("personGeneration")] string People,
        [property: JsonPropertyName("generateAudio")] bool Audio);

    public sealed record Operation(
        [property: JsonPropertyName("name")] string? Name,
        [property: JsonPropertyName("done")] bool Done,
        [property: JsonPropertyName("error")] GoogleWire.Error? Error,
        [property: JsonPropertyName("response")] Response? Response);

    public sealed record Response(
        [property: JsonPropertyName("videos")] IReadOnlyList<Video>? Videos,
        [property: JsonPropertyName("raiMediaFilteredCount")] int Filtered,
        [property: JsonPropertyName("raiMediaFilteredReasons")] IReadOnlyList<string>? Reasons);

    public sealed record Video([property: JsonPropertyName("gcsUri")] string? Uri);

    public sealed record Listing([property: JsonPropertyName("items")] IReadOnlyList<Item>? Items);

    public sealed record Item([property: JsonPropertyName("name")] string? Name);
}
