using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Orchestrator.Backlot.Writing;

/// <summary>
/// Plans a film from the words of a question: its numbered lines are the beats (or its sentences, where it has none), and each becomes
/// a shot of the schema that the question gives.
/// </summary>
internal static partial class PlanWriter
{
    private static readonly string[] Framings = ["wide", "medium", "close"];
    private static readonly string[] Moves = ["push_in", "locked", "pan_right"];

    /// <summary>The plan; null when the schema is of something else.</summary>
    public static JsonNode? Write(string question, JsonObject schema)
    {
        var scenes = schema["properties"]?["scenes"]?["items"] as JsonObject;
        if (scenes?["properties"]?["shots"]?["items"] is not JsonObject shot)
            return null;
        var beats = Beats(question);
        var seconds = Math.Round(Seconds(question) / beats.Count, 3);
        var words = new BeatWords(question);
        var shots = new JsonArray([.. beats.Select((beat, index) => Shot(shot, question, words.Read(beat), index, seconds))]);
        var scene = new SchemaFiller("", new Dictionary<string, JsonNode?> { ["title"] = "The film", ["purpose"] = "Tells the beats in their order.", ["shots"] = shots }).Fill(scenes);
        return new SchemaFiller("", new Dictionary<string, JsonNode?> { ["treatment"] = string.Join(' ', beats), ["scenes"] = new JsonArray(scene) }).Fill(schema);
    }

    /// <summary>The beats: numbered lines, or else the sentences of the whole.</summary>
    public static IReadOnlyList<string> Beats(string question)
    {
        var numbered = NumberedLine().Matches(question).Select(match => match.Groups[1].Value.Trim()).ToList();
        return numbered.Count > 0 ? numbered : [.. question.Split('.', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(12)];
    }

    private static double Seconds(string question) =>
        LengthText().Match(question) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 8;

    private static JsonNode? Shot(JsonObject schema, string question, (string Beat, string Subject, string Setting, bool Person) told, int index, double seconds)
    {
        var text = told.Beat.ToLowerInvariant();
        var known = new Dictionary<string, JsonNode?>
        {
            ["beat"] = told.Beat,
            ["seconds"] = seconds,
            ["subject"] = told.Subject,
            ["setting"] = told.Setting,
            ["palette"] = new JsonArray([.. Line(question, "Colours").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(colour => JsonValue.Create(colour))]),
            ["subject_x"] = 50.0,
            ["subject_y"] = 55.0,
            ["framing"] = Framings[index % Framings.Length],
            ["move"] = Moves[index % Moves.Length],
            ["pace"] = "slow",
            ["motion"] = "gentle",
            ["stance"] = told.Person ? "standing" : "still",
            ["gesture"] = "relaxed",
            ["facing"] = "camera",
            ["weather"] = "clear",
            ["sound"] = Line(question, "Silent shots").Split(',', StringSplitOptions.TrimEntries).Contains($"{index + 1}") ? null : "quiet room tone",
        };
        var light = Line(question, "Light").ToLowerInvariant();
        foreach (var name in (string[])["warmth", "quality", "from", "time"])
            known[name] = Spoken(schema, name, light);
        return new SchemaFiller(text, known).Fill(schema);
    }

    // What the film's light says, where the beat says nothing.
    private static JsonNode? Spoken(JsonObject shot, string name, string light) =>
        shot["properties"]?["lighting"]?["properties"]?[name] is { } schema ? new SchemaFiller(light, new Dictionary<string, JsonNode?>()).Fill(schema, name) : null;

    private static string Line(string question, string label) =>
        Regex.Match(question, $@"^{Regex.Escape(label)}:\s*(.+)$", RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value.Trim().TrimEnd('.') : "";

    [GeneratedRegex(@"^\s*\d+\.\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex NumberedLine();

    [GeneratedRegex(@"length\W+(\d+(?:\.\d+)?)\s*(?:s\b|seconds)", RegexOptions.IgnoreCase)]
    private static partial Regex LengthText();
}
