using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Fal;

/// <summary>Writes a take's request as one endpoint's input, and recognises it again in a listing.</summary>
internal static class FalInput
{
    /// <summary>The body to post.</summary>
    public static JsonObject Write(TakeRequest request, ModelRow row, string startFrame)
    {
        var input = row.Input;
        var body = new JsonObject
        {
            ["prompt"] = PromptCompiler.Video(request.Fields),
            [input.Image] = startFrame,
            ["duration"] = string.Format(CultureInfo.InvariantCulture, input.Duration, request.Seconds),
        };
        if (input.Sound is { } sound)
            body[sound] = request.Fields.Audio.Description is not null;
        if (input.Seed is { } seed)
            body[seed] = request.Seed;
        if (input.Lines is { } size && row.LinesFor(request.Size) is { } lines)
            body[size] = $"{lines}p";
        foreach (var (name, value) in input.Fixed)
            body[name] = JsonSerializer.SerializeToNode(value);
        return body;
    }

    /// <summary>Whether a listed input is this request's. The picture is left out: hosts rewrite it.</summary>
    public static bool Matches(JsonElement listed, TakeRequest request, ModelRow row)
    {
        var wanted = Write(request, row, "");
        wanted.Remove(row.Input.Image);
        return listed.ValueKind == JsonValueKind.Object && wanted.All(pair =>
            listed.TryGetProperty(pair.Key, out var value) && JsonNode.DeepEquals(JsonNode.Parse(value.GetRawText()), pair.Value));
    }
}
