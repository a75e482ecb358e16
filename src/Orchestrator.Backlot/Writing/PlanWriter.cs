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

    private static readonly string[] People =
    [
        "barista", "fisherman", "woman", "man", "girl", "boy", "child", "chef", "cook", "baker", "runner", "dancer", "cyclist", "farmer", "worker", "sailor", "person", "people",
    ];

    /// <summary>The plan; null when the schema is of something else.</summary>
    public static JsonNode? Write(string question, JsonObject schema)
    {
        var scenes = schema["properties"]?["scenes"]?["items"] as JsonObject;
        if (scenes?["properties"]?["shots"]?["items"] is not JsonObject shot)
            return null;
        var beats = Beats(question);
        var seconds = Math.Round(Seconds(question) / beats.Count, 3);
        var shots = new JsonArray([.. beats.Select((beat, index) => Shot(shot, question, beat, index, seconds))]);
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

    private static JsonNode? Shot(JsonObject schema, string question, string beat, int index, double seconds)
    {
        var text = beat.ToLowerInvariant();
        var person = People.Any(word => Script.ScriptReader.IndexOfWord(text, word) >= 0);
        var known = new Dictionary<string, JsonNode?>
        {
            ["beat"] = beat,
            ["seconds"] = seconds,
            ["subject"] = Clause(beat),
            ["setting"] = Clause(beat),
            ["palette"] = new JsonArray([.. Line(question, "Colours").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(colour => JsonValue.Create(colour))]),
            ["subject_x"] = 50.0,
            ["subject_y"] = 55.0,
            ["framing"] = Framings[index % Framings.Length],
            ["move"] = Moves[index % Moves.Length],
            ["pace"] = "slow",
            ["motion"] = "gentle",
            ["stance"] = person ? "standing" : "still",
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

    private static string Clause(string beat)
    {
        var clause = beat.Split(',', ';', '.')[0].Trim();
        return clause.Length <= 80 ? clause : clause[..80].TrimEnd();
    }

    [GeneratedRegex(@"^\s*\d+\.\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex NumberedLine();

    [GeneratedRegex(@"length\W+(\d+(?:\.\d+)?)\s*(?:s\b|seconds)", RegexOptions.IgnoreCase)]
    private static partial Regex LengthText();
}
