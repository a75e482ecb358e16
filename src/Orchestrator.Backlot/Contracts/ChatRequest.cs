using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A checked body of <c>chat/completions</c>: the question, and how its answer is to come.</summary>
internal sealed record ChatRequest(ResponseRequest Question, bool Stream, bool WithUsage)
{
    private const int MostAnswers = 128;
    private const string Format = "response_format";

    private static readonly HashSet<string> Parameters =
    [
        "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "messages", "metadata", "modalities",
        "model", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key", "reasoning_effort", "response_format", "safety_identifier", "seed",
        "service_tier", "stop", "store", "stream", "stream_options", "temperature", "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    ];

    // What a real model does and the Backlot does not.
    private static readonly string[] NotWritten = ["audio", "function_call", "functions", "tools", "web_search_options"];

    /// <summary>How many answers are wanted; all are alike.</summary>
    public int Answers { get; init; } = 1;

    public static (ChatRequest? Request, ImageProblem? Problem) Read(JsonObject? body, Func<string, byte[]?> load)
    {
        if (body is null)
            return Bad("We could not parse the JSON body of your request.", null, null);
        if (body.Select(pair => pair.Key).FirstOrDefault(key => !Parameters.Contains(key)) is { } unknown)
            return Bad($"Unrecognized request argument supplied: {unknown}", null, null);
        if (NotWritten.FirstOrDefault(name => body[name] is not null) is { } unwritten)
            return Bad($"The Backlot does not do {unwritten}; leave it out.", unwritten, "unsupported_parameter");
        if (VendorDesk.Text(body, "model") is not { Length: > 0 } model)
            return Bad("you must provide a model parameter", null, null);
        if (body["n"] is not null && VendorDesk.Number(body, "n") is not (>= 1 and <= MostAnswers))
            return Bad($"Invalid 'n': integer out of range. Expected a value from 1 to {MostAnswers}.", "n", "integer_out_of_range");
        var most = VendorDesk.Number(body, "max_completion_tokens") ?? VendorDesk.Number(body, "max_tokens");
        if (most < 1)
            return Bad("Invalid 'max_completion_tokens': integer below minimum value. Expected a value >= 1.", "max_completion_tokens", "integer_below_min_value");
        if (ResponseRequest.Facts(body["metadata"]) is not { } facts)
            return Bad("Invalid 'metadata'.", "metadata", "invalid_type");
        var (text, pictures, wrong) = Messages(body["messages"] as JsonArray, load);
        if (wrong is not null)
            return (null, wrong);
        var (name, schema, format) = ResponseRequest.FormatOf(Shape(body[Format]), $"{Format}.json_schema");
        if (format is not null)
            return (null, format);
        var anyJson = VendorDesk.Text(body[Format], "type") == "json_object";
        if (anyJson && !text.Contains("json", StringComparison.OrdinalIgnoreCase))
            return Bad("'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", "messages", null);
        var question = new ResponseRequest(model, text, pictures, name, schema, (int)(most ?? int.MaxValue), facts) { AnyJson = anyJson };
        return (new(question, VendorDesk.Flag(body, "stream") == true, VendorDesk.Flag(body["stream_options"], "include_usage") == true) { Answers = (int)(VendorDesk.Number(body, "n") ?? 1) }, null);
    }

    // The schema lies a level deeper than in the other contract.
    private static JsonNode? Shape(JsonNode? format)
    {
        if (VendorDesk.Text(format, "type") != "json_schema")
            return format;
        var shape = format!["json_schema"]?.DeepClone() as JsonObject ?? [];
        shape["type"] = "json_schema";
        return shape;
    }

    private static (string Text, IReadOnlyList<byte[]> Pictures, ImageProblem? Problem) Messages(JsonArray? messages, Func<string, byte[]?> load)
    {
        if (messages is not { Count: > 0 })
            return ("", [], new(400, "Missing required parameter: 'messages'.", "missing_required_parameter", "messages"));
        List<string> texts = [];
        List<byte[]> pictures = [];
        foreach (var (message, index) in messages.Select((message, index) => (message, index)))
        {
            if (VendorDesk.Text(message, "role") is not ("user" or "developer" or "system" or "assistant"))
                return ("", [], new(400, $"Invalid value: 'messages[{index}].role'.", "invalid_value", $"messages[{index}].role"));
            if (message!["content"] is JsonValue said && said.TryGetValue<string>(out var words))
                texts.Add(words);
            else if (message["content"] is not JsonArray { Count: > 0 } parts)
                return ("", [], new(400, $"Invalid type for 'messages[{index}].content'.", "invalid_type", $"messages[{index}].content"));
            else if (Parts(parts, $"messages[{index}].content", texts, pictures, load) is { } problem)
                return ("", [], problem);
        }

        return (string.Join('\n', texts), pictures, null);
    }

    private static ImageProblem? Parts(JsonArray parts, string place, List<string> texts, List<byte[]> pictures, Func<string, byte[]?> load)
    {
        foreach (var (part, index) in parts.Select((part, index) => (part, index)))
        {
            switch (VendorDesk.Text(part, "type"))
            {
                case "text" when part!["text"] is not null:
                    texts.Add(VendorDesk.Text(part, "text"));
                    break;
                case "image_url" when VendorDesk.Text(part!["image_url"], "detail", "auto") is not ("low" or "high" or "auto"):
                    return new(400, $"Invalid value: '{place}[{index}].image_url.detail'.", "invalid_value", $"{place}[{index}].image_url.detail");
                case "image_url" when load(VendorDesk.Text(part!["image_url"], "url")) is { } picture && ImageHeader.Read(picture) is not null:
                    pictures.Add(picture);
                    break;
                case "image_url":
                    return new(400, "The image data you provided does not represent a valid image.", "invalid_image", $"{place}[{index}].image_url");
                default:
                    return new(400, $"Invalid value: '{VendorDesk.Text(part, "type")}'. Supported values are: 'text', 'image_url'.", "invalid_value", $"{place}[{index}].type");
            }
        }

        return null;
    }

    private static (ChatRequest?, ImageProblem?) Bad(string message, string? param, string? code) => (null, new(400, message, code, param));
}
