using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A request body read with defaults; call it only after validation has passed.</summary>
internal sealed record FalInput(JsonObject Body, ImageHeader? Image, SourceClip? Source)
{
    /// <summary>The mask, by its id on the shelf; null for none.</summary>
    public string? Mask { get; init; }

    /// <summary>The clip whose movement is followed; null for none, and for what cannot be decoded.</summary>
    public SourceClip? Motion { get; init; }

    /// <summary>How that clip moves; null for none.</summary>
    public Followed? Followed { get; init; }

    /// <summary>Texts of a list; empty when it is not there.</summary>
    public IReadOnlyList<string> List(string field)
        => Body[field] is JsonArray list ? [.. list.Select(item => item?.GetValueKind() == JsonValueKind.String ? item.GetValue<string>() : "")] : [];

    /// <summary>Its reference pictures, and those of its elements.</summary>
    public IEnumerable<string> References => List("image_urls").Concat(List("ref_image_urls"))
        .Concat((Body["elements"] as JsonArray ?? []).OfType<JsonObject>().Select(element => element["frontal_image_url"]?.ToString() ?? ""));

    public double? Number(string field)
        => Body[field] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;

    public string Text(string field, string otherwise = "")
        => Body[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : otherwise;

    public bool Flag(string field, bool otherwise)
        => Body[field] is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? Body[field]!.GetValue<bool>() : otherwise;

    public long? Whole(string field)
        => Body[field] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
