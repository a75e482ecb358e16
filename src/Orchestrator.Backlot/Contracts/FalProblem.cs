using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>One entry of fal's `detail` list: what is wrong with which field.</summary>
internal sealed record FalProblem(string Field, string Type, string Message, JsonObject? Context = null)
{
    public static FalProblem OneOf(string field, IEnumerable<string> expected)
        => new(field, "one_of", $"Value must be one of: {string.Join(", ", expected)}", new JsonObject { ["expected"] = List(expected) });

    public static string Body(IEnumerable<FalProblem> problems, JsonObject? input)
        => new JsonObject { ["detail"] = new JsonArray([.. problems.Select(p => p.Entry(input))]) }.ToJsonString(JsonSerializerOptions.Web);

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private JsonObject Entry(JsonObject? input)
    {
        var entry = new JsonObject
        {
            ["loc"] = List(Field.Length == 0 ? ["body"] : ["body", Field]),
            ["msg"] = Message,
            ["type"] = Type,
            ["url"] = $"https://docs.fal.ai/errors#{Type}",
        };
        if (Context is not null)
            entry["ctx"] = Context.DeepClone();
        // Echoing a data URI of megabytes helps nobody.
        if (Field.Length > 0 && input?[Field] is JsonValue value && value.ToJsonString() is { Length: < 400 })
            entry["input"] = value.DeepClone();
        return entry;
    }
}
