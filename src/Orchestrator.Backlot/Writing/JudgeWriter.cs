using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Writing;

/// <summary>
/// Judges a take by what the Backlot knows of it: the habits and defects that acted on the clip whose hash the question names, and, where the clip
/// came from elsewhere, whether its pictures differ at all.
/// </summary>
internal sealed class JudgeWriter(JournalStore journal)
{
    // Part of the name of a habit or of a documented defect, what it spoils, and how that looks.
    private static readonly (string Word, string Aspect, string Evidence)[] Spoiled =
    [
        (nameof(Habit.WrongPose), "action", "the subject holds another pose and does something else"),
        (nameof(Habit.Frozen), "action", "the subject stops half way and does not finish"),
        (nameof(Habit.IdentityDrift), "identity", "the face at the end is not the one at the beginning"),
        (nameof(Habit.Cut), "identity", "after the cut it is another place, and the subject cannot be followed"),
        ("ghosting", "physics", "a limb shows twice"),
        ("bleed", "physics", "the subject melts into what is behind it"),
        ("rotation", "physics", "the picture tears as the camera turns"),
        ("overload", "physics", "the place bends as the camera moves"),
        ("WindRig", "physics", "the clothes part from the body"),
        ("buoyancy", "physics", "the subject floats without weight"),
    ];

    /// <summary>The judgement; null when the schema is of something else.</summary>
    public JsonNode? Write(IReadOnlyDictionary<string, string> facts, IReadOnlyList<byte[]> pictures, JsonObject schema)
    {
        if (schema["properties"]?["answers"]?["items"] is not JsonObject item || item["properties"]?["aspect"]?["enum"] is not JsonArray aspects)
            return null;
        var habits = Habits(facts.GetValueOrDefault("clip_sha256"));
        var still = habits is null && pictures.Count > 2 && pictures.Skip(2).All(picture => picture.AsSpan().SequenceEqual(pictures[1]));
        var answers = aspects.Select(aspect => aspect!.ToString()).Select(aspect => Answer(item, aspect, habits ?? (still ? [nameof(Habit.Frozen)] : []), pictures.Count));
        return new SchemaFiller("", new Dictionary<string, JsonNode?> { ["answers"] = new JsonArray([.. answers]) }).Fill(schema);
    }

    private static JsonNode? Answer(JsonObject item, string aspect, IReadOnlyList<string> habits, int pictures)
    {
        var fault = Spoiled.Where(rule => rule.Aspect == aspect && habits.Any(habit => habit.Contains(rule.Word, StringComparison.OrdinalIgnoreCase))).Select(rule => rule.Evidence).FirstOrDefault();
        return new SchemaFiller("", new Dictionary<string, JsonNode?>
        {
            ["aspect"] = aspect,
            ["evidence"] = fault ?? "as asked, from the first picture to the last",
            ["verdict"] = fault is null ? "yes" : "no",
            ["confidence"] = fault is null ? 0.9 : 0.85,
            ["pictures"] = fault is null ? new JsonArray() : new JsonArray(Math.Max(1, pictures - 1)),
        }).Fill(item);
    }

    private List<string>? Habits(string? clip)
    {
        var job = clip is null ? null : journal.All().LastOrDefault(job => job.MediaSha256 == clip);
        if (job is null)
            return null;
        return [.. journal.Events().Where(entry => entry.Kind is "habits" or "defects" && entry.RequestId == job.RequestId).SelectMany(entry => JsonSerializer.Deserialize<List<string>>(entry.Detail) ?? [])];
    }
}
