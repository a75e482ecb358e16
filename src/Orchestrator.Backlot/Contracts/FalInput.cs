using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A request body read with defaults; call it only after validation has passed.</summary>
internal sealed record FalInput(JsonObject Body, ImageHeader Image)
{
    public string Text(string field, string otherwise = "")
        => Body[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : otherwise;

    public bool Flag(string field, bool otherwise)
        => Body[field] is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? Body[field]!.GetValue<bool>() : otherwise;

    public long? Whole(string field)
        => Body[field] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
