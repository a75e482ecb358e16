using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Contracts;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Writing;

/// <summary>
/// Writes a value that keeps to a schema: known names are given their values, an enumeration takes the value whose word stands first
/// in a text, and whatever is left takes the plainest value there is.
/// </summary>
/// <param name="text">The text whose words choose, in lower case.</param>
/// <param name="known">Values by the name of their property.</param>
internal sealed class SchemaFiller(string text, IReadOnlyDictionary<string, JsonNode?> known)
{
    /// <summary>The value.</summary>
    public JsonNode? Fill(JsonNode? schema, string name = "")
    {
        if (schema is not JsonObject rules)
            return null;
        if (known.TryGetValue(name, out var value) && StrictSchema.Fits(rules, value))
            return value?.DeepClone();
        if (rules["enum"] is JsonArray values)
            return Word(values, known.GetValueOrDefault(name)?.ToString())?.DeepClone();
        if (StrictSchema.Is(rules, "object"))
            return new JsonObject((rules["properties"] as JsonObject ?? []).Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value, pair.Key))));
        if (StrictSchema.Is(rules, "array"))
            return new JsonArray([.. Enumerable.Range(0, rules["minItems"]?.GetValue<int>() ?? 0).Select(_ => Fill(rules["items"], name))]);
        if (StrictSchema.Is(rules, "string"))
            return name.Length == 0 ? "text" : name.Replace('_', ' ');
        if (StrictSchema.Is(rules, "boolean"))
            return false;
        return StrictSchema.Is(rules, "null") ? null : double.Parse(rules["minimum"]?.ToJsonString() ?? "1", CultureInfo.InvariantCulture);
    }

    private JsonNode? Word(JsonArray values, string? otherwise)
    {
        var said = values.Where(value => value is not null).Select(value => (Value: value, At: ScriptReader.IndexOfWord(text, value!.ToString().Replace('_', ' '))))
            .Where(found => found.At >= 0).OrderBy(found => found.At).Select(found => found.Value).FirstOrDefault();
        return said ?? values.FirstOrDefault(value => value?.ToString() == otherwise) ?? values[0];
    }
}
