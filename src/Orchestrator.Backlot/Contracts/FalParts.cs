using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Takes of several shots with cuts between them, and the elements that they show.</summary>
internal static class FalParts
{
    /// <summary>Most characters of the prompt of one of several shots.</summary>
    public const int MostPrompt = 512;

    /// <summary>The shots of `multi_prompt`; null when there are none.</summary>
    public static IReadOnlyList<TakePart>? Shots(FalInput input)
        => input.Body["multi_prompt"] is JsonArray { Count: > 0 } shots ? [.. shots.Select(shot => new TakePart(Text(shot, "prompt", ""), Seconds(shot)))] : null;

    /// <summary>Problems of `prompt` and `multi_prompt`: exactly one of them, at most six shots, at most fifteen seconds.</summary>
    public static IEnumerable<FalProblem> ShotProblems(FalInput input)
    {
        var (prompt, several) = (input.Body["prompt"], input.Body["multi_prompt"]);
        if (prompt is null && several is null)
            yield return new FalProblem("prompt", "missing", "Field required");
        if (prompt is not null && several is not null)
            yield return new FalProblem("multi_prompt", "value_error", "Only one of prompt and multi_prompt should be given");
        if (prompt is not null && string.IsNullOrWhiteSpace(input.Text("prompt")))
            yield return new FalProblem("prompt", "sequence_too_short", "Text should have at least 1 character", new JsonObject { ["min_length"] = 1 });
        if (input.Body["multi_prompt"] is not JsonArray shots)
            yield break;
        if (shots.Count is < 1 or > 6)
            yield return new FalProblem("multi_prompt", "sequence_too_long", "List should have 1 to 6 items", new JsonObject { ["max_length"] = 6 });
        foreach (var shot in shots)
        {
            if (string.IsNullOrWhiteSpace(Text(shot, "prompt", "")))
                yield return new FalProblem("multi_prompt", "missing", "Every shot has a prompt");
            else if (Text(shot, "prompt", "").Length > MostPrompt)
                yield return new FalProblem("multi_prompt", "sequence_too_long", $"The prompt of a shot has at most {MostPrompt} characters", new JsonObject { ["max_length"] = MostPrompt });
            else if (Seconds(shot) is < 1 or > 15)
                yield return new FalProblem("multi_prompt", "one_of", "The duration of a shot is \"1\" to \"15\"");
        }

        if (shots.Sum(Seconds) > 15)
            yield return new FalProblem("multi_prompt", "less_than_equal", "The shots should last at most 15 seconds together", new JsonObject { ["le"] = 15 });
    }

    /// <summary>Problems of `elements`: a frontal picture and one to three others each, or a clip, of which there is one in a request.</summary>
    public static IEnumerable<FalProblem> ElementProblems(FalInput input)
    {
        var elements = input.Body["elements"] as JsonArray ?? [];
        foreach (var element in elements.OfType<JsonObject>().Where(element => element["video_url"] is null))
        {
            if (element["frontal_image_url"] is null || element["reference_image_urls"] is not JsonArray { Count: >= 1 and <= 3 })
                yield return new FalProblem("elements", "value_error", "An element has frontal_image_url and 1 to 3 reference_image_urls, or a video_url");
        }

        if (elements.OfType<JsonObject>().Count(element => element["video_url"] is not null) > 1)
            yield return new FalProblem("elements", "value_error", "Only one element of a request may have a video_url");
    }

    private static double Seconds(JsonNode? shot) => double.TryParse(Text(shot, "duration", "5"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    private static string Text(JsonNode? node, string field, string otherwise)
        => node is JsonObject shot && shot[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : otherwise;
}
