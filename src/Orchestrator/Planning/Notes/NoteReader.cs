using System.Text.RegularExpressions;
using Orchestrator.Model;

namespace Orchestrator.Planning.Notes;

/// <summary>
/// Reads what a person wants different in a shot as a change of exactly one field, by words: nothing is guessed. What is read of
/// the shot and of the take before are told apart, because that take may have been asked for more than the shot says, to take back an
/// error of its model.
/// </summary>
internal static partial class NoteReader
{
    private static readonly (ShotField Field, string Name, string Words, Func<ShotFields, FieldWords, ShotFields> Read)[] Fields =
    [
        (ShotField.Subject, "subject", "subject: who or what it is", (fields, said) => fields with { Subject = said.Of(fields.Subject) }),
        (ShotField.Lighting, "lighting", "light: brighter, darker, warmer, cooler, softer light, light from the left, at night", (fields, said) => fields with { Lighting = said.Of(fields.Lighting) }),
        (ShotField.Palette, "palette", "colours: more vivid, paler; colours: teal, cream", (fields, said) => fields with { Palette = said.Of(fields.Palette) }),
        (ShotField.Composition, "composition", "framing: closer, wider, further left, higher, larger", (fields, said) => fields with { Composition = said.Of(fields.Composition) }),
        (ShotField.Pose, "pose", "pose: sitting, raises, holds, looks at the camera", (fields, said) => fields with { Pose = said.Of(fields.Pose) }),
        (ShotField.Action, "action", "action: what happens, in a sentence", (fields, said) => fields with { Action = said.Of(fields.Action) }),
        (ShotField.Environment, "environment", "place: fog, rain, snow; place: where it is", (fields, said) => fields with { Environment = said.Of(fields.Environment) }),
        (ShotField.Camera, "camera", "camera: pan left, tilt up, push in, pull out, locked, slower pan, no cuts", (fields, said) => fields with { Camera = said.Of(fields.Camera) }),
        (ShotField.Motion, "motion", "movement: faster, slower, more movement, calmer", (fields, said) => fields with { Motion = said.Of(fields.Motion) }),
        (ShotField.Stability, "stability", "stability: steadier, no flicker", (fields, said) => fields with { Stability = said.Of(fields.Stability) }),
        (ShotField.Audio, "sound", "sound: silent, the sound of rain", (fields, said) => fields with { Audio = said.Of(fields.Audio) }),
        (ShotField.Ending, "ending", "ending: what is seen at the end, where the shot has an end frame", (fields, said) => fields with { Ending = said.Of(fields.Ending) }),
    ];

    /// <summary>What can be changed, and in which words, one line a field.</summary>
    public static IReadOnlyList<string> Offers => [.. Fields.Select(known => known.Words), "seed: another take of the same (or no note at all)"];

    /// <summary>Reads a note.</summary>
    /// <param name="note">What is wanted, as <c>brighter</c> or <c>light: warm, from the left</c>; empty wants another take of the same.</param>
    /// <param name="shot">What the shot asks for now.</param>
    /// <param name="take">What the take before was asked for.</param>
    public static NoteReading Read(string note, ShotFields shot, ShotFields take)
    {
        var text = note.Trim();
        if (text.Length == 0 || Anew().IsMatch(text))
            return new(ShotField.Seed, shot, take, null);
        var (named, rest) = Named(text);
        var words = new FieldWords(rest, named);
        var read = Fields.Where(field => named is null || field.Field == named)
            .Select(field => (field.Field, field.Name, Shot: field.Read(shot, words), Take: field.Read(take, words)))
            .Where(change => change.Shot.Diff(shot).Count + change.Take.Diff(take).Count > 0).ToList();
        return read switch
        {
            [{ Field: ShotField.Ending }] when shot.Ending is null => Unread(shot, take, "the shot has no end frame; `ends` of the brief gives it one"),
            [var change] => new(change.Field, change.Shot, change.Take, null),
            [] => Unread(shot, take, $"\"{text}\" names no field that would change"),
            _ => Unread(shot, take, $"\"{text}\" would change {string.Join(" and ", read.Select(change => change.Name))}; a retake changes one of them, so name it, as in \"{read[0].Name}: {rest}\""),
        };
    }

    private static NoteReading Unread(ShotFields shot, ShotFields take, string why) => new(null, shot, take, why);

    // "light: warm, from the left": the field is named, and the rest is of it alone.
    private static (ShotField? Field, string Said) Named(string text)
    {
        var match = Label().Match(text);
        return match.Success ? (FieldOf(match.Groups[1].Value.ToLowerInvariant()), match.Groups[2].Value.Trim()) : (null, text);
    }

    private static ShotField FieldOf(string name) => name switch
    {
        "light" or "lighting" => ShotField.Lighting,
        "colour" or "colours" or "color" or "colors" or "palette" => ShotField.Palette,
        "framing" or "composition" => ShotField.Composition,
        "pose" => ShotField.Pose,
        "action" => ShotField.Action,
        "place" or "environment" or "weather" => ShotField.Environment,
        "camera" => ShotField.Camera,
        "movement" or "motion" => ShotField.Motion,
        "stability" => ShotField.Stability,
        "sound" or "audio" => ShotField.Audio,
        "end" or "ending" => ShotField.Ending,
        _ => ShotField.Subject,
    };

    [GeneratedRegex(@"^(subject|light|lighting|colou?rs?|palette|framing|composition|pose|action|place|environment|weather|camera|movement|motion|stability|sound|audio|end|ending)\s*:\s*(\S.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?:again|once more|(?:with )?(?:another|a new|a different|new|different|other) (?:seed|take|try))[.!]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Anew();
}
