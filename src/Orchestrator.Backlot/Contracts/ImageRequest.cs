using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>A checked body of `images/generations` and what it costs.</summary>
internal sealed record ImageRequest(string Model, string Prompt, int N, int Width, int Height, string Quality, bool Stream)
{
    // gpt-image-2: $5 per million text tokens in, $30 per million image tokens out.
    private const long InputNanoUsd = 5_000;
    private const long OutputNanoUsd = 30_000;

    private static readonly HashSet<string> Parameters =
    [
        "background", "image", "images", "images_sha256", "input_fidelity", "mask", "model", "moderation", "n", "output_compression", "output_format", "partial_images", "prompt", "quality", "size", "stream", "user",
    ];

    private static readonly (string Name, string[] Allowed)[] Choices =
    [
        ("background", ["transparent", "opaque", "auto"]), ("moderation", ["low", "auto"]), ("input_fidelity", ["high", "low"]), ("output_format", ["png", "jpeg", "webp"]),
    ];

    private static readonly (string Name, int Least, int Most)[] Ranges = [("partial_images", 0, 3), ("output_compression", 0, 100)];

    public int InputTokens => Math.Max(1, Prompt.Length / 4);

    /// <summary>Image tokens: 272, 1,056 or 4,160 for 1024x1024 by quality, in proportion to the area.</summary>
    public int OutputTokens => (int)Math.Round(N * TokensOf(Quality, Width, Height));

    /// <summary>Image tokens of one picture.</summary>
    public static double TokensOf(string quality, int width, int height) => (quality switch { "low" => 272, "high" => 4160, _ => 1056 }) * (width * (double)height) / (1024 * 1024);

    public long CostMicroUsd => (InputTokens * InputNanoUsd + OutputTokens * OutputNanoUsd) / 1000;

    public static (ImageRequest? Request, ImageProblem? Problem) Read(JsonObject? body, DateTimeOffset now)
    {
        if (body is null)
            return Bad("We could not parse the JSON body of your request.", null, null);
        if (body.Select(pair => pair.Key).FirstOrDefault(key => !Parameters.Contains(key)) is { } unknown)
            return Bad($"Unknown parameter: '{unknown}'.", unknown, "unknown_parameter");
        if (Text(body, "model") is not { Length: > 0 } model)
            return Bad("You must provide a model parameter.", "model", null);
        if (!Lifecycle.Serves(model, now))
            return (null, new ImageProblem(404, $"The model `{model}` has been deprecated.", "model_not_found", "model"));
        if (!model.StartsWith("gpt-image-", StringComparison.Ordinal))
            return (null, new ImageProblem(404, $"The model `{model}` does not exist or you do not have access to it.", "model_not_found", "model"));
        if (Text(body, "prompt") is not { Length: > 0 and <= 32_000 } prompt)
            return Bad("prompt should be a text of 1 to 32000 characters.", "prompt", "invalid_value");
        var n = body["n"] is null ? 1 : body["n"] is JsonValue v && v.TryGetValue<int>(out var whole) ? whole : 0;
        if (n is < 1 or > 10)
            return Bad("n should be between 1 and 10.", "n", "invalid_value");
        var quality = Text(body, "quality") ?? "auto";
        if (quality is not ("low" or "medium" or "high" or "auto"))
            return Bad("quality should be low, medium, high or auto.", "quality", "invalid_value");
        if (Choices.FirstOrDefault(choice => Text(body, choice.Name) is { } said && !choice.Allowed.Contains(said)) is { Name: { } wrong } rule)
            return Bad($"Invalid value: '{Text(body, wrong)}'. Supported values are: {string.Join(", ", rule.Allowed.Select(value => $"'{value}'"))}.", wrong, "invalid_value");
        if (Ranges.FirstOrDefault(range => body[range.Name] is { } said && !(int.TryParse(said.ToString(), out var number) && number >= range.Least && number <= range.Most)) is { Name: { } outside } limits)
            return Bad($"{outside} should be {limits.Least} to {limits.Most}.", outside, "invalid_value");
        if ((Text(body, "output_format") ?? "png") != "png")
            return Bad("The Backlot draws png only.", "output_format", "invalid_value");
        return Size(Text(body, "size") ?? "auto") is ({ } width, { } height)
            ? (new ImageRequest(model, prompt, n, width, height, quality == "auto" ? "medium" : quality, body["stream"] is JsonValue flag && (flag.ToString() is "true")), null)
            : Bad("size should be auto or WIDTHxHEIGHT: multiples of 16, ratio between 1:3 and 3:1, at most 3840x2160.", "size", "invalid_value");
    }

    private static (int? Width, int? Height) Size(string size)
    {
        if (size == "auto")
            return (1536, 1024);
        if (size.Split('x') is not [var w, var h] || !int.TryParse(w, out var width) || !int.TryParse(h, out var height))
            return (null, null);
        var fits = width >= 16 && height >= 16 && width % 16 == 0 && height % 16 == 0 && width <= 3 * height && height <= 3 * width
            && Math.Max(width, height) <= 3840 && (long)width * height <= 3840L * 2160;
        return fits ? (width, height) : (null, null);
    }

    private static string? Text(JsonObject body, string field)
        => body[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static (ImageRequest?, ImageProblem?) Bad(string message, string? param, string? code)
        => (null, new ImageProblem(400, message, code, param));
}
