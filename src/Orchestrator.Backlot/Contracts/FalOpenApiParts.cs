using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The schemas that several endpoints' documents refer to.</summary>
internal static class FalOpenApiParts
{
    /// <summary>All of them by name.</summary>
    public static JsonObject Shared() => new()
    {
        ["QueueStatus"] = Map(["status", "request_id"], ("status", Choice(["IN_QUEUE", "IN_PROGRESS", "COMPLETED"])), ("request_id", Text()), ("response_url", Text()), ("status_url", Text()), ("cancel_url", Text()), ("queue_position", Whole())),
        ["File"] = Map(["url"], ("url", Text()), ("content_type", Text()), ("file_name", Text()), ("file_size", Whole())),
        ["VideoOutput"] = Map(["video"], ("video", To("File")), ("seed", Whole())),
        ["PicturesOutput"] = Map(["images"], ("images", List(To("File"))), ("description", Text())),
        ["ImageSize"] = Map([], ("width", Whole()), ("height", Whole())),
        ["MultiPromptElement"] = Map(["prompt"], ("prompt", Prompt()), ("duration", Duration())),
        ["ElementInput"] = Map([], ("frontal_image_url", Text()), ("reference_image_urls", Pictures()), ("video_url", Text()), ("voice_id", Text())),
    };

    /// <summary>A reference to one of them.</summary>
    public static JsonObject To(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>What the items of a list are.</summary>
    public static JsonObject Item(string list) => list switch
    {
        "multi_prompt" => To("MultiPromptElement"),
        "elements" => To("ElementInput"),
        _ => Text(),
    };

    private static JsonObject Prompt()
    {
        var text = Text();
        text["maxLength"] = FalParts.MostPrompt;
        return text;
    }

    private static JsonObject Duration()
    {
        var choice = Choice(FalEndpoints.Range(1, 15));
        choice["default"] = "5";
        return choice;
    }

    private static JsonObject Pictures()
    {
        var list = List(Text());
        (list["minItems"], list["maxItems"]) = (1, 3);
        return list;
    }

    private static JsonObject Map(string[] required, params (string Name, JsonObject Schema)[] properties)
    {
        var fields = new JsonObject();
        foreach (var (name, schema) in properties)
            fields[name] = schema;
        return new() { ["type"] = "object", ["properties"] = fields, ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]) };
    }

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Choice(IEnumerable<string> words) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Whole() => new() { ["type"] = "integer" };
}
