using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The part of JSON Schema that strict answers may be of: what is wrong with a schema, and whether an answer keeps to it.</summary>
internal static class StrictSchema
{
    private const int DeepestLevel = 10;

    private static readonly HashSet<string> Known =
    [
        "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "description", "title", "$ref", "$defs",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "format", "minItems", "maxItems",
    ];

    private static readonly HashSet<string> Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    /// <summary>What is wrong with a schema, in the words of the service; null when it can be kept to.</summary>
    public static string? Problem(JsonObject schema)
    {
        if (!Is(schema, "object"))
            return "In context=(), schema must be a JSON Schema of 'type: \"object\"'.";
        return Problem(schema, [], 1);
    }

    /// <summary>Whether a value keeps to a schema.</summary>
    public static bool Fits(JsonNode? schema, JsonNode? value)
    {
        if (schema is not JsonObject rules)
            return true;
        if (rules["anyOf"] is JsonArray choices)
            return choices.Any(choice => Fits(choice, value));
        if (rules["enum"] is JsonArray values)
            return values.Any(allowed => JsonNode.DeepEquals(allowed, value));
        return value switch
        {
            null => Is(rules, "null"),
            JsonObject members => Is(rules, "object") && FitsObject(rules, members),
            JsonArray items => Is(rules, "array") && FitsArray(rules, items),
            _ => FitsScalar(rules, (JsonValue)value),
        };
    }

    /// <summary>Whether a type is among those that a schema names.</summary>
    public static bool Is(JsonObject schema, string type) => schema["type"] switch
    {
        JsonArray many => many.Any(one => one?.ToString() == type),
        { } one => one.ToString() == type,
        null => false,
    };

    private static string? Problem(JsonObject schema, IReadOnlyList<string> place, int level)
    {
        var context = $"In context=({string.Join(", ", place.Select(step => $"'{step}'"))}), ";
        if (level > DeepestLevel)
            return $"{context}the schema exceeds the limit of {DeepestLevel} levels of nesting.";
        if (schema.Select(pair => pair.Key).FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
            return $"{context}'{unknown}' is not permitted.";
        if (schema["type"] is null && schema["anyOf"] is null && schema["enum"] is null && schema["const"] is null && schema["$ref"] is null)
            return $"{context}schema must have a 'type' key.";
        if (TypesOf(schema).FirstOrDefault(type => !Types.Contains(type)) is { } wrong)
            return $"{context}'{wrong}' is not a type.";
        return (Is(schema, "object") ? ObjectProblem(schema, context) : null) ?? Children(schema, place).Select(child => Problem(child.Schema, child.Place, level + 1)).FirstOrDefault(problem => problem is not null);
    }

    private static IEnumerable<string> TypesOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray many => many.Select(one => one?.ToString() ?? ""),
        { } one => [one.ToString()],
        null => [],
    };

    private static string? ObjectProblem(JsonObject schema, string context)
    {
        if (schema["additionalProperties"] is not JsonValue extra || !extra.TryGetValue<bool>(out var allowed) || allowed)
            return $"{context}'additionalProperties' is required to be supplied and to be false.";
        var required = (schema["required"] as JsonArray)?.Select(name => name?.ToString()).ToHashSet() ?? [];
        var missing = (schema["properties"] as JsonObject)?.Select(pair => pair.Key).FirstOrDefault(name => !required.Contains(name));
        return missing is null ? null : $"{context}'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'.";
    }

    private static IEnumerable<(JsonObject Schema, IReadOnlyList<string> Place)> Children(JsonObject schema, IReadOnlyList<string> place)
    {
        foreach (var group in (string[])["properties", "$defs"])
        {
            foreach (var (name, child) in schema[group] as JsonObject ?? [])
                yield return ((JsonObject)child!, [.. place, group, name]);
        }

        if (schema["items"] is JsonObject items)
            yield return (items, [.. place, "items"]);
        foreach (var (choice, index) in (schema["anyOf"] as JsonArray ?? []).Select((choice, index) => (choice, index)))
            yield return ((JsonObject)choice!, [.. place, "anyOf", $"{index}"]);
    }

    private static bool FitsObject(JsonObject rules, JsonObject members)
    {
        var properties = rules["properties"] as JsonObject ?? [];
        return members.Count == properties.Count && members.All(member => properties.ContainsKey(member.Key) && Fits(properties[member.Key], member.Value));
    }

    private static bool FitsArray(JsonObject rules, JsonArray items) =>
        items.Count >= (rules["minItems"]?.GetValue<int>() ?? 0)
        && items.Count <= (rules["maxItems"]?.GetValue<int>() ?? int.MaxValue)
        && items.All(item => Fits(rules["items"], item));

    private static bool FitsScalar(JsonObject rules, JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => Is(rules, "string"),
        JsonValueKind.True or JsonValueKind.False => Is(rules, "boolean"),
        JsonValueKind.Number => FitsNumber(rules, value),
        _ => false,
    };

    private static bool FitsNumber(JsonObject rules, JsonValue value)
    {
        var number = double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
        return (Is(rules, "number") || (Is(rules, "integer") && Math.Floor(number) == number))
            && number >= (Bound(rules, "minimum") ?? double.MinValue) && number <= (Bound(rules, "maximum") ?? double.MaxValue);
    }

    private static double? Bound(JsonObject rules, string name) =>
        rules[name] is { } bound ? double.Parse(bound.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : null;
}
