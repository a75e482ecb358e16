using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>An endpoint's OpenAPI document, in the form of fal's own, from the very rules by which its requests are checked.</summary>
internal static class FalOpenApi
{
    private const string Version = "3.0.4";
    private static readonly HashSet<string> Counts = ["seed", "num_frames", "frames_per_second", "fps", "num_images", "num_inference_steps"];

    public static JsonObject Of(FalEndpoint endpoint)
    {
        var schemas = FalOpenApiParts.Shared();
        schemas["Input"] = Input(endpoint);
        var app = string.Join('/', endpoint.Id.Split('/').Take(2));
        return new JsonObject
        {
            ["openapi"] = Version,
            ["info"] = new JsonObject { ["title"] = $"Queue OpenAPI for {endpoint.Id}", ["version"] = "1.0.0", ["x-fal-metadata"] = new JsonObject { ["endpointId"] = endpoint.Id } },
            ["components"] = new JsonObject { ["schemas"] = schemas },
            ["paths"] = new JsonObject
            {
                [$"/{app}/requests/{{request_id}}/status"] = new JsonObject { ["get"] = Answers("QueueStatus") },
                [$"/{app}/requests/{{request_id}}/cancel"] = new JsonObject { ["put"] = Answers("QueueStatus") },
                [$"/{endpoint.Id}"] = new JsonObject { ["post"] = Takes("Input") },
                [$"/{app}/requests/{{request_id}}"] = new JsonObject { ["get"] = Answers(endpoint.Draws ? "PicturesOutput" : "VideoOutput") },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "https://queue.fal.run" }),
        };
    }

    private static JsonObject Input(FalEndpoint endpoint)
    {
        var (properties, required, order) = (new JsonObject(), new JsonArray(), new JsonArray());
        foreach (var field in endpoint.Fields)
        {
            properties[field.Name] = Property(field, FalOpenApiDefaults.Of(endpoint, field));
            order.Add(field.Name);
            if (field.Required)
                required.Add(field.Name);
        }

        // What the real endpoint has and nobody renders here.
        foreach (var name in endpoint.NotRendered)
        {
            properties[name] = Optional(new JsonObject { ["type"] = "string" });
            order.Add(name);
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["x-fal-order-properties"] = order };
    }

    // A field that may be left out and has no default may also be null, as fal writes it.
    private static JsonNode Property(FalField field, JsonNode? otherwise)
    {
        var schema = Schema(field);
        if (!field.Required && otherwise is null)
            schema = Optional(schema);
        schema["title"] = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(field.Name.Replace('_', ' '));
        if (otherwise is not null)
            schema["default"] = otherwise;
        return schema;
    }

    private static JsonObject Optional(JsonObject schema) => new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };

    private static JsonObject Schema(FalField field) => field.Kind switch
    {
        JsonValueKind.String => Text(field),
        JsonValueKind.Number => Number(field),
        JsonValueKind.Array => List(field),
        JsonValueKind.Object => new JsonObject { ["anyOf"] = new JsonArray(FalOpenApiParts.To("ImageSize"), new JsonObject { ["enum"] = Texts(field.Allowed!), ["type"] = "string" }) },
        _ => new JsonObject { ["type"] = "boolean" },
    };

    private static JsonObject Text(FalField field)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (field.Allowed is { } allowed)
            schema["enum"] = Texts(allowed);
        if (field.MaxLength is < int.MaxValue and var most)
            schema["maxLength"] = most;
        return schema;
    }

    private static JsonObject Number(FalField field)
    {
        if (field.Allowed is { } allowed)
            return new() { ["type"] = "integer", ["enum"] = new JsonArray([.. allowed.Select(text => JsonValue.Create(int.Parse(text, CultureInfo.InvariantCulture)))]) };
        var schema = new JsonObject { ["type"] = Counts.Contains(field.Name) ? "integer" : "number" };
        if (field.Min is { } least)
            schema["minimum"] = least;
        if (field.Max is { } most)
            schema["maximum"] = most;
        return schema;
    }

    private static JsonObject List(FalField field)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = FalOpenApiParts.Item(field.Name) };
        if (field.Required)
            schema["minItems"] = 1;
        if (field.Max is { } most)
            schema["maxItems"] = (int)most;
        return schema;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonObject Takes(string name) => new()
    {
        ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(name) },
        ["responses"] = Answers("QueueStatus")["responses"]!.DeepClone(),
    };

    private static JsonObject Answers(string name) => new() { ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "", ["content"] = Content(name) } } };

    private static JsonObject Content(string name) => new() { ["application/json"] = new JsonObject { ["schema"] = FalOpenApiParts.To(name) } };
}
