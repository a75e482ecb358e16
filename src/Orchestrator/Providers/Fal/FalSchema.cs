using System.Text.Json;

namespace Orchestrator.Providers.Fal;

/// <summary>What an endpoint takes, as its OpenAPI document says it.</summary>
internal sealed class FalSchema
{
    private readonly JsonElement root;

    private FalSchema(JsonElement root, JsonElement input) => (this.root, Input) = (root, input);

    /// <summary>The schema of its input.</summary>
    public JsonElement Input { get; }

    /// <summary>The schema in an endpoint's document; null when it is none.</summary>
    public static FalSchema? Read(string text, string endpoint)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement.Clone();
            return Member(root, "paths", $"/{endpoint}", "post", "requestBody", "content", "application/json", "schema") is { } schema && Resolved(root, schema) is var input && Member(input, "properties") is not null
                ? new(root, input)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A schema's properties by name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Properties(JsonElement schema) =>
        Member(schema, "properties") is { ValueKind: JsonValueKind.Object } properties ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value) : new Dictionary<string, JsonElement>();

    /// <summary>The names of the properties that may not be missing.</summary>
    public static IReadOnlyList<string> Required(JsonElement schema) =>
        Member(schema, "required") is { ValueKind: JsonValueKind.Array } names ? [.. names.EnumerateArray().Select(name => name.GetString()).OfType<string>()] : [];

    /// <summary>What a value may be, one after the other: references are followed, and null is left out, for it is never sent.</summary>
    public IReadOnlyList<JsonElement> Forms(JsonElement schema)
    {
        var resolved = Resolved(root, schema);
        foreach (var choice in new[] { "anyOf", "oneOf", "allOf" })
        {
            if (Member(resolved, choice) is { ValueKind: JsonValueKind.Array } forms)
                return [.. forms.EnumerateArray().SelectMany(Forms).Where(form => Text(form, "type") != "null")];
        }

        return [resolved];
    }

    /// <summary>A member that is a text; null for any other.</summary>
    public static string? Text(JsonElement schema, string name) => Member(schema, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A member that is a number; null for any other.</summary>
    public static double? Number(JsonElement schema, string name) => Member(schema, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>The member that a path leads to; null where there is none.</summary>
    public static JsonElement? Member(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element;
    }

    // A reference that leads nowhere says nothing of a value; one that leads back to itself ends.
    private static JsonElement Resolved(JsonElement root, JsonElement schema)
    {
        for (var hops = 0; hops < 8 && Text(schema, "$ref") is { } reference; hops++)
            schema = Member(root, reference.TrimStart('#', '/').Split('/')) ?? default;
        return schema;
    }
}
