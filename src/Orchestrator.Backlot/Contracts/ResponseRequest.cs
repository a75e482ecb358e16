using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A checked body of <c>responses</c>: what is asked, over which pictures, and what the answer must look like.</summary>
/// <param name="Model">The model, or the deployment of one.</param>
/// <param name="Text">Instructions and question.</param>
/// <param name="Pictures">The pictures, in order.</param>
/// <param name="FormatName">Name of the answer's kind; empty where no schema is given.</param>
/// <param name="Schema">Schema of the answer; null where none is given.</param>
/// <param name="MaxTokens">Most tokens of the answer.</param>
/// <param name="Metadata">What the caller wrote down about the question.</param>
internal sealed partial record ResponseRequest(
    string Model, string Text, IReadOnlyList<byte[]> Pictures, string FormatName, JsonObject? Schema, int MaxTokens, IReadOnlyDictionary<string, string> Metadata)
{
    private const int TokensPerPicture = 85;
    private const int FewestTokens = 16;
    private const int MostFacts = 16;

    private static readonly HashSet<string> Parameters =
    [
        "background", "conversation", "include", "input", "instructions", "max_output_tokens", "max_tool_calls", "metadata", "model", "parallel_tool_calls",
        "previous_response_id", "prompt", "prompt_cache_key", "reasoning", "safety_identifier", "service_tier", "store", "stream", "temperature", "text",
        "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user",
    ];

    // What a real model does and the Backlot does not.
    private static readonly string[] NotWritten = ["conversation", "prompt", "tools"];

    /// <summary>Whether any JSON will do.</summary>
    public bool AnyJson { get; init; }

    /// <summary>Whether it runs in the background, to be asked for by its id.</summary>
    public bool Background { get; init; }

    /// <summary>Whether its answer comes as a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether it can be asked for afterwards.</summary>
    public bool Store { get; init; } = true;

    /// <summary>The response that it goes on from; null for none.</summary>
    public string? Previous { get; init; }

    /// <summary>The same question with what was said before.</summary>
    public ResponseRequest After(StoredResponse before) => this with { Text = $"{before.Question}\n{before.Answer.Text}\n{Text}" };

    /// <summary>Tokens of the question.</summary>
    public int InputTokens => Math.Max(1, (Text.Length + (Schema?.ToJsonString().Length ?? 0)) / 4) + (Pictures.Count * TokensPerPicture);

    public static (ResponseRequest? Request, ImageProblem? Problem) Read(JsonObject? body, Func<string, byte[]?> load)
    {
        if (body is null)
            return Bad("We could not parse the JSON body of your request.", null, null);
        if (body.Select(pair => pair.Key).FirstOrDefault(key => !Parameters.Contains(key)) is { } unknown)
            return Bad($"Unknown parameter: '{unknown}'.", unknown, "unknown_parameter");
        if (NotWritten.FirstOrDefault(name => body[name] is not null and not JsonArray { Count: 0 }) is { } unwritten)
            return Bad($"The Backlot does not do {unwritten}; leave it out.", unwritten, "unsupported_parameter");
        if (VendorDesk.Text(body, "model") is not { Length: > 0 } model)
            return Bad("Missing required parameter: 'model'.", "model", "missing_required_parameter");
        var (text, pictures, wrong) = Input(body["input"], load);
        if (wrong is not null)
            return (null, wrong);
        var most = VendorDesk.Number(body, "max_output_tokens");
        if (body["max_output_tokens"] is not null && most is null or < FewestTokens)
            return Bad($"Invalid 'max_output_tokens': integer below minimum value. Expected a value >= {FewestTokens}, but got {body["max_output_tokens"]} instead.", "max_output_tokens", "integer_below_min_value");
        var (background, store) = (VendorDesk.Flag(body, "background") == true, VendorDesk.Flag(body, "store") ?? true);
        if (background && !store)
            return Bad("Background mode requires 'store' to be true.", "store", "invalid_value");
        if (Facts(body["metadata"]) is not { } facts)
            return Bad($"Invalid 'metadata': at most {MostFacts} pairs of text, keys up to 64 and values up to 512 characters.", "metadata", "invalid_type");
        var (name, schema, format) = FormatOf(body["text"]?["format"], "text.format");
        if (format is not null)
            return (null, format);
        return (new(model, $"{VendorDesk.Text(body, "instructions")}\n{text}", pictures, name, schema, (int)(most ?? int.MaxValue), facts)
        {
            AnyJson = VendorDesk.Text(body["text"]?["format"], "type") == "json_object",
            Background = background,
            Store = store,
            Stream = VendorDesk.Flag(body, "stream") == true,
            Previous = VendorDesk.Text(body, "previous_response_id") is { Length: > 0 } previous ? previous : null,
        }, null);
    }

    private static (string Text, IReadOnlyList<byte[]> Pictures, ImageProblem? Problem) Input(JsonNode? input, Func<string, byte[]?> load)
    {
        if (input is JsonValue plain && plain.TryGetValue<string>(out var only))
            return (only, [], null);
        if (input is not JsonArray { Count: > 0 } messages)
            return ("", [], new(400, "Missing required parameter: 'input'.", "missing_required_parameter", "input"));
        List<string> texts = [];
        List<byte[]> pictures = [];
        foreach (var (message, index) in messages.Select((message, index) => (message, index)))
        {
            if (VendorDesk.Text(message, "role") is not ("user" or "developer" or "system" or "assistant"))
                return ("", [], new(400, $"Invalid value: 'input[{index}].role'.", "invalid_value", $"input[{index}].role"));
            if (message!["content"] is JsonValue content && content.TryGetValue<string>(out var said))
                texts.Add(said);
            else if (Parts(message["content"] as JsonArray, $"input[{index}].content", texts, pictures, load) is { } problem)
                return ("", [], problem);
        }

        return (string.Join('\n', texts), pictures, null);
    }

    private static ImageProblem? Parts(JsonArray? parts, string place, List<string> texts, List<byte[]> pictures, Func<string, byte[]?> load)
    {
        foreach (var (part, index) in (parts ?? []).Select((part, index) => (part, index)))
        {
            switch (VendorDesk.Text(part, "type"))
            {
                case "input_text" when part!["text"] is not null:
                    texts.Add(VendorDesk.Text(part, "text"));
                    break;
                case "input_image" when VendorDesk.Text(part, "detail", "auto") is not ("low" or "high" or "auto" or "original"):
                    return new(400, $"Invalid value: '{place}[{index}].detail'.", "invalid_value", $"{place}[{index}].detail");
                case "input_image" when load(VendorDesk.Text(part, "image_url")) is { } picture && ImageHeader.Read(picture) is not null:
                    pictures.Add(picture);
                    break;
                case "input_image":
                    return new(400, "The image data you provided does not represent a valid image.", "invalid_image", $"{place}[{index}].image_url");
                default:
                    return new(400, $"Invalid value: '{VendorDesk.Text(part, "type")}'. Supported values are: 'input_text', 'input_image'.", "invalid_value", $"{place}[{index}].type");
            }
        }

        return null;
    }

    /// <summary>What a caller wrote down; null when it is more than may be.</summary>
    public static IReadOnlyDictionary<string, string>? Facts(JsonNode? metadata)
    {
        if (metadata is null)
            return new Dictionary<string, string>();
        return metadata is JsonObject pairs && pairs.Count <= MostFacts
            && pairs.All(pair => pair.Key.Length <= 64 && pair.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length <= 512)
            ? pairs.ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>())
            : null;
    }

    /// <summary>Name and schema of the answer, and what is wrong with them.</summary>
    public static (string Name, JsonObject? Schema, ImageProblem? Problem) FormatOf(JsonNode? format, string place)
    {
        if (format is null || VendorDesk.Text(format, "type") is "text" or "json_object")
            return ("", null, null);
        if (VendorDesk.Text(format, "type") != "json_schema")
            return ("", null, new(400, $"Invalid value: '{place}.type'.", "invalid_value", $"{place}.type"));
        var name = VendorDesk.Text(format, "name");
        if (!NameText().IsMatch(name))
            return ("", null, new(400, $"Invalid '{place}.name': 1 to 64 letters, digits, underscores and hyphens.", "invalid_value", $"{place}.name"));
        if (format["schema"] is not JsonObject schema)
            return ("", null, new(400, $"Missing required parameter: '{place}.schema'.", "missing_required_parameter", $"{place}.schema"));
        return VendorDesk.Flag(format, "strict") == true && StrictSchema.Problem(schema) is { } wrong
            ? ("", null, new(400, $"Invalid schema for response_format '{name}': {wrong}", "invalid_json_schema", $"{place}.schema"))
            : (name, schema, null);
    }

    private static (ResponseRequest?, ImageProblem?) Bad(string message, string? param, string? code) => (null, new(400, message, code, param));

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex NameText();
}
